"""Messages between processes: what comes in is what was sent, and the end is told."""

import io
import time

import numpy as np
import pytest

from staffplan.processes.frames import HEADER, Inbox, read, write


def filled(data):
    inbox = Inbox()
    inbox.fill(io.BytesIO(data))
    return inbox


def sent(*messages):
    stream = io.BytesIO()
    for message in messages:
        write(stream, message)
    return stream.getvalue()


def test_messages_come_as_they_were_sent():
    inbox = filled(sent({"a": 1}, np.arange(3.0), None))
    assert inbox.take() == {"a": 1}
    assert inbox.take().tolist() == [0, 1, 2]
    assert inbox.take() is None
    assert inbox.has_news  # of the end
    for _again in range(2):
        with pytest.raises(EOFError):
            inbox.take()


@pytest.mark.parametrize("cut", [1, HEADER.size, HEADER.size + 5])
def test_a_message_that_was_cut_off_is_the_end(cut):
    assert read(io.BytesIO(sent("whole")[:cut])) is None
    inbox = filled(sent("whole") + sent("cut off")[:cut])
    assert inbox.take() == "whole"
    with pytest.raises(EOFError):
        inbox.take()


def test_a_message_for_which_there_is_no_memory_is_the_end():
    class Full(io.BytesIO):
        def read(self, size=-1):
            if size > HEADER.size:
                raise MemoryError
            return super().read(size)

    inbox = Inbox()
    inbox.fill(Full(sent("far too long for it")))
    with pytest.raises(EOFError):
        inbox.take()


def test_who_waits_in_vain_is_told_so():
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        Inbox().take(0.1)
    assert 0.1 <= time.monotonic() - began < 2
    assert not Inbox().has_news
