"""No search for cycles while a plan is made, and as before afterwards."""

import gc

import pytest

from staffplan.pipeline.gc_paused import uncollected


@pytest.mark.parametrize("on", [True, False])
def test_the_search_is_off_inside_and_as_before_behind(on, monkeypatch):
    monkeypatch.setattr(gc, "isenabled", lambda: on)
    switched = []
    monkeypatch.setattr(gc, "disable", lambda: switched.append("off"))
    monkeypatch.setattr(gc, "enable", lambda: switched.append("on"))
    with pytest.raises(ValueError, match="inside"), uncollected():
        raise ValueError("inside")
    assert switched == (["off", "on"] if on else ["off"])
