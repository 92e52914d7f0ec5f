"""How much memory a process may take: what the machine has, or what its user says."""

import os

import pytest

from staffplan.errors import InputError
from staffplan.processes import memory


@pytest.fixture(autouse=True)
def _nothing_said(monkeypatch):
    monkeypatch.delenv(memory.VARIABLE, raising=False)
    monkeypatch.setattr(memory, "CONTAINER_LIMITS", ())


@pytest.mark.parametrize(
    ("text", "size"),
    [("8GB", 8e9), ("1.5 gb", 1.5e9), ("500MB", 5e8), (" 2GB ", 2e9), ("none", None), ("None", None)],
)
def test_what_the_user_says_holds(monkeypatch, text, size):
    monkeypatch.setenv(memory.VARIABLE, text)
    assert memory.limit() == size


@pytest.mark.parametrize("text", ["8", "0GB", "0.0GB", "-1GB", "8TB", "GB", "much", "8GB!", "12345678GB", "nan"])
def test_what_is_no_size_is_a_fault(monkeypatch, text):
    monkeypatch.setenv(memory.VARIABLE, text)
    with pytest.raises(InputError) as error:
        memory.limit()
    (fault,) = error.value.faults
    assert (fault.file, fault.found) == (memory.VARIABLE, repr(text))
    assert "8GB" in fault.accepted


@pytest.mark.skipif(not hasattr(os, "sysconf"), reason="nobody says what the machine has")
def test_else_it_is_most_of_what_the_machine_has(monkeypatch):
    pages = {"SC_PHYS_PAGES": 1000, "SC_PAGE_SIZE": 4096}
    monkeypatch.setattr(os, "sysconf", pages.__getitem__)
    assert memory.limit() == int(0.9 * 4_096_000)


@pytest.mark.parametrize(("text", "share"), [("1000000\n", 900_000), ("max\n", None), ("", None)])
def test_a_container_may_have_less(monkeypatch, tmp_path, text, share):
    whole = memory.limit()
    (tmp_path / "memory.max").write_text(text)
    monkeypatch.setattr(memory, "CONTAINER_LIMITS", (tmp_path / "none", tmp_path / "memory.max"))
    assert memory.limit() == (share or whole)


def test_where_nobody_says_what_there_is_no_limit_is_set(monkeypatch):
    def fails(_name):
        raise ValueError

    monkeypatch.setattr(os, "sysconf", fails, raising=False)
    assert memory.limit() is None
