"""Progress of a long computation, told to whoever watches it, and the wish to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from staffplan.words.messages import Message, Value

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from staffplan.schema.reading import Reading

Stage = Literal[
    "reading_files",
    "forecast_read",
    "working_out_service",
    "searching_team",
    "asking_again",
    "found_team_size",
    "searching_fit",
    "saving_hours",
    "splitting_tours",
    "spreading_service",
    "filling_gaps",
    "sharing_fairly",
    "granting_wishes",
    "sharing_nights",
    "checking_schedule",
    "evaluating_queue",
    "explaining_bound",
    "finding_remedies",
    "writing_files",
    "points_done",
    "shops_read",
    "shops_done",
    "cluster_ready",
    "pooling_shops",
    "searching_year",
    "planning_seasons",
    "splitting_seasons",
    "checking_schedules",
    "planning_without",
    "checking_rules",
    "following_queue",
    "simulating",
    "stopping",
]
"""What can be going on; the names stay the same in every language and release."""


@dataclass(frozen=True)
class Progress:
    """Where the work stands."""

    code: Stage
    """What is being done."""
    headcount: int | None = None
    """Headcount of the best plan so far; None: none yet."""
    bound: int | None = None
    """Proved bound so far; None: none yet."""
    on_duty: NDArray[np.int64] | None = None
    """Agents on duty in each slot, once a search has settled them and only names who works; shape (n_slots,)."""
    values: Mapping[str, Value] = field(default_factory=dict)
    """More of what is being done: the solver whose answer does not hold, the points that are done."""
    reading: Reading | None = None
    """What was read, with ``forecast_read``."""

    @property
    def message(self) -> Message:
        """What is being done, to be told."""
        return Message(self.code, self.values)


Watcher = Callable[[Progress], None]
"""Called from the working thread whenever something changed."""


def nobody_watches(progress: Progress) -> None:
    """The watcher that ignores everything."""


class Stop(threading.Event):
    """Set by the user's Ctrl-C; long work looks at it and returns the best it has."""
