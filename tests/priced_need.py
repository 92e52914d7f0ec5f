"""A forecast of two days whose need has prices, for tests of the whole road."""

SCENARIO = """grid = "60min"
[target]
scope = "slot"
[objective]
overstaff = 1
understaff = 1
per_shift_type = 2
[[contract]]
name = "all"
shift_lengths = ["3h", "4h"]
starts = ["08:00", "12:00"]
breaks = []
days_per_week = [0, 7]
"""
KNOWN = {8: 2, 9: 2, 10: 2, 11: 3, 12: 3, 13: 3}
"""Two from 8 to 11 and three from 11 to 14: two types fit exactly."""


def files(folder, need=KNOWN, scenario=SCENARIO, volume=0):
    """The files of a forecast of ``need`` agents by hour, with ``volume`` inquiries in each of its hours."""
    rows = [
        f"2026-11-{2 + d:02d} {h:02d}:00,{volume if h in need else 0},{need.get(h, 0)}"
        for d in range(2)
        for h in range(24)
    ]
    (folder / "f.csv").write_text("\n".join(["start,inquiries,required", *rows]))
    (folder / "s.toml").write_text(scenario)
    return folder / "f.csv", folder / "s.toml"
