from staffplan import pipeline


def test_a_forecast_without_inquiries_needs_nobody(tmp_path):
    rows = "".join(f"2026-11-02 {hour:02}:00,0\n" for hour in range(24))
    (tmp_path / "quiet.csv").write_text("start,inquiries\n" + rows)
    result = pipeline.solve(tmp_path / "quiet.csv", out=tmp_path / "plan")
    assert (result.plan.summary.headcount, result.plan.shifts) == (0, ())
    assert result.plan.summary.status == "optimal"
    assert pipeline.check(tmp_path / "plan").violations == ()
