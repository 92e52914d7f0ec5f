"""What a package offers, imported when it is first used: a command needs a few modules of each stage, not all."""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def importer(package: str, modules: "Mapping[str, Sequence[str]]") -> "Callable[[str], object]":
    """The ``__getattr__`` (PEP 562) of ``package``, whose ``modules`` hold the names given; what is found stays there.

    No module may have the name of what it holds: it would take its place once it is imported.
    """

    def found(name: str) -> object:
        from importlib import import_module

        for module, names in modules.items():
            if name in names:
                value = getattr(import_module(f"{package}.{module}"), name)
                setattr(sys.modules[package], name, value)
                return value
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return found
