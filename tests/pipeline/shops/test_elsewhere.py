"""Plans that go to a URL, and are not done again from there; with fsspec, which comes with the extra."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from staffplan import pipeline
from staffplan.errors import OutputError


def batch(out):
    with ThreadPoolExecutor(1) as executor:
        return pipeline.batch(["shops/a", "shops/b"], "base.toml", out=out, executor=executor)


def test_plans_and_summary_are_written_there_and_kept(shops):
    pytest.importorskip("fsspec", reason="fsspec is not installed (extra cluster)")
    url = f"file://{shops}/there/plans"
    first = batch(url)
    assert first.files[0] == f"{url}/summary.csv"
    assert {path.name for path in (shops / "there" / "plans" / "a").iterdir()} >= {"plan.json", "report.html"}
    assert (shops / "there" / "plans" / "summary.html").exists()
    again = batch(url + "/")
    assert again.result.kept == 2
    assert again.result.rows == first.result.rows


def test_where_nothing_can_be_written_nothing_begins(shops):
    pytest.importorskip("fsspec", reason="fsspec is not installed (extra cluster)")
    (shops / "there").write_text("a file")
    with pytest.raises(OutputError):
        batch(f"file://{shops}/there/plans")
    with pytest.raises(OutputError, match="nothing"):
        batch("nothing://bucket/plans")


def test_without_fsspec_it_says_what_to_install(shops, monkeypatch):
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(OutputError, match=r"staffplan\[cluster\]"):
        batch("s3://bucket/plans")
