"""Names of shops, which are names of folders as well."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from staffplan.errors import Fault, InputError
from staffplan.words.language import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from staffplan.schema.shops.batch import Shop

MOST_BYTES = 200
"""Bytes of a name: a file system takes 255, and files that are written there for a moment need a few."""
_REFUSED = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
"""What no folder's name may have on one of the systems."""
_OURS = re.compile(r"(summary|pools)\.\w+", re.IGNORECASE)
"""Names of the files beside the plans' folders."""
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
"""Names that Windows keeps for itself."""


def refuse_names(shops: Iterable[Shop], file: str) -> None:
    """Raise InputError, at ``file``, where a name is no folder's, or two shops have the same one."""
    if faults := list(_faults(shops, file)):
        raise InputError(faults)


def _faults(shops: Iterable[Shop], file: str) -> Iterator[Fault]:
    known: dict[str, Shop] = {}
    for shop in shops:
        if not is_folder_name(shop.name):
            accepted = _('a name that a folder may have: no / \\ : * ? " < > |, no dot at its start or end')
            yield Fault(file, _("a shop named {name}").format(name=repr(shop.name)), accepted, code="wrong_value")
        other = known.setdefault(shop.name.casefold(), shop)
        if other is not shop:
            found = _("two shops named {name} ({first} and {second})")
            found = found.format(name=repr(shop.name), first=other.forecast, second=shop.forecast)
            yield Fault(file, found, _("a name of its own for each: their folders have it"), code="duplicate")


def is_folder_name(name: str) -> bool:
    """Whether a folder may be called so on every system, and is not taken for one that the user does not see."""
    plain = name == name.strip() and not name.startswith(".") and not name.endswith(".")
    try:
        size = len(name.encode())
    except UnicodeEncodeError:
        return False
    return (
        plain
        and 0 < size <= MOST_BYTES
        and not _REFUSED.search(name)
        and not any(taken.fullmatch(name) for taken in (_DEVICES, _OURS))
    )
