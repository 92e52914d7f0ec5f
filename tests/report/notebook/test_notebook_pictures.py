"""Pictures of notebooks: well-formed, complete, safe with any text, their figures where they belong."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from plans import plan_of

from staffplan.report.notebook.axes import HEIGHT, LEFT, RIGHT, WIDTH, Axes
from staffplan.report.notebook.blocks import block, plan_block, table
from staffplan.report.notebook.days import cover_picture, days_picture
from staffplan.report.notebook.points import sweep_picture
from staffplan.schema.sweep import Parameter, SweepPoint, SweepResult

SVG = "{http://www.w3.org/2000/svg}"


def texts(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("days", [1, 7, 28])
def test_need_and_cover_have_their_days_and_names(days):
    svg = cover_picture(plan_of(12, days))
    words = texts(svg)
    assert {"On duty", "Need", "0"} <= set(words)
    labels = [word for word in words if word.startswith(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))]
    assert len(labels) == {1: 1, 7: 7, 28: 10}[days]


def test_steps_are_as_high_as_the_figures():
    starts = [slot.start for slot in plan_of(3, 1).coverage][:4]
    svg = days_picture(starts, [0, 2, 2, 1])
    path = [p.get("d") for p in ElementTree.fromstring(svg).iter(f"{SVG}path")]
    axes = Axes(4, 2)
    [need] = [d for d in path if d.startswith(f"M{axes.x(0):.1f} {axes.y(0):.1f}H") and "V" in d]
    heights = [float(y) for y in re.findall(r"V([\d.]+)", need)]
    assert heights == [round(axes.y(value), 1) for value in (2, 1)]
    assert need.endswith(f"H{WIDTH - RIGHT:.1f}")


def test_a_scale_is_round_and_whole():
    for top, expected in ((1, [0, 1]), (7, [0, 2, 4, 6]), (23, [0, 5, 10, 15, 20]), (3000, [0, 1000, 2000, 3000])):
        svg = "".join(Axes(4, top).scale())
        assert [int(n.replace(",", "")) for n in re.findall(r">([\d,]+)</text>", svg)] == expected
        assert Axes(4, top).y(top) > 0
        assert Axes(4, top).y(0) < HEIGHT
        assert Axes(4, top).x(0) == LEFT


def test_a_block_is_safe_whatever_names_hold():
    hostile = "<script>alert(1)</script>"
    plan = plan_of(4, 7, warnings=(hostile,))
    html = plan_block(plan)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "<script" not in block(hostile, (hostile,), table([(hostile, hostile)]))
    ElementTree.fromstring(html)


def test_many_warnings_are_counted():
    html = plan_block(plan_of(4, 7, warnings=tuple(f"warning {k}" for k in range(5))))
    assert "warning 2" in html
    assert "warning 3" not in html
    assert "and 2 more" in html


def result(heads, second=()):
    parameters = [Parameter("deflection", "bot.deflection", ("0.5", "0.7", "0.9"), (0.5, 0.7, 0.9))]
    values = [(text,) for text in parameters[0].texts]
    if second:
        parameters.insert(0, Parameter("share", "target.share", second, tuple(map(float, second))))
        values = [(one, text) for one in second for text in parameters[1].texts]
    points = tuple(
        SweepPoint(place, value, "infeasible" if count is None else "optimal", headcount=count)
        for place, (value, count) in enumerate(zip(values, heads, strict=True))
    )
    return SweepResult(tuple(parameters), points, ("a",), 1, 0.0)


def test_a_sweep_has_a_point_for_each_plan():
    svg = sweep_picture(result((9, 7, 4)))
    assert svg.count("<circle") == 3
    assert {"0.5", "0.7", "0.9", "9", "7", "4", "Agents by deflection"} <= set(texts(svg))
    assert sweep_picture(result((9, None, 4))).count("<circle") == 2
    assert sweep_picture(result((None, None, None))).count("<circle") == 0


def test_a_second_parameter_makes_lines():
    svg = sweep_picture(result((9, 7, 4, 12, 9, 6), ("0.8", "0.9")))
    assert {"share 0.8", "share 0.9"} <= set(texts(svg))
    assert svg.count("<circle") == 6


def test_a_stopped_sweep_shows_what_is_done():
    whole = result((9, 7, 4))
    assert sweep_picture(replace(whole, points=whole.points[:1])).count("<circle") == 1
