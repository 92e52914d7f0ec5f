"""Messages: a code, the same in every language and release, with values; the sentence is made where it is shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Union

from staffplan.words.language import _
from staffplan.words.sentences import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Mapping

Value = Union[str, int, float, None, "Message", tuple["Value", ...]]
"""What a message may hold: text, numbers, another message, or several of these."""
TEXT = "text"
"""The code of a sentence that is kept as it was told: by an older version, or by whoever calls the library."""


@dataclass(frozen=True)
class Message:
    """Something to tell, ``Message.of("left_outside", left=878.4)``; as text, a sentence in the language in use."""

    code: str
    """A key of :data:`SENTENCES`."""
    values: Mapping[str, Value] = field(default_factory=dict, hash=False)
    """What fills the sentence's places."""
    stored: str = field(default="", compare=False)
    """The sentence as a file holds it, for where this version cannot make it."""

    @classmethod
    def of(cls, code: str, **values: Value) -> Message:
        """The message ``code`` with these values."""
        return cls(code, values)

    @classmethod
    def read(cls, data: object) -> Message:
        """A message from what :meth:`data` made of it; a text, as older versions kept them, stays as it is.

        Raises ValueError where it is neither.
        """
        match data:
            case Message():
                return data
            case str():
                return cls.of(TEXT, text=data)
            case {"code": str(code), "values": dict(values), **others}:
                read = {str(name): _value(item) for name, item in values.items()}
                return cls(code, read, str(others.get("text", "")))
        raise ValueError(_("a sentence, or a message with its code and values"))

    def __str__(self) -> str:
        """The sentence in the language in use; as stored, or else the code, where there is no such sentence."""
        if self.code == TEXT:
            return str(_shown(self.values.get("text", "")))
        try:
            return _(SENTENCES[self.code]).format_map({name: _shown(value) for name, value in self.values.items()})
        except (KeyError, TypeError, ValueError):
            return self.stored or self.code

    def data(self) -> dict[str, Any]:
        """The message for JSON: code, values, and the sentence in the language in use."""
        return {"code": self.code, "values": plain_values(self.values), "text": str(self)}


def plain_values(values: Mapping[str, Value]) -> dict[str, Any]:
    """``values`` for JSON."""
    return {name: _plain(value) for name, value in values.items()}


def _shown(value: Value) -> Any:  # noqa: ANN401 - numbers keep their type, for their format
    if isinstance(value, tuple):
        return ", ".join(str(_shown(item)) for item in value)
    return str(value) if isinstance(value, Message) else value


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.data() if isinstance(value, Message) else value


def _value(data: object) -> Value:
    if isinstance(data, list | tuple):
        return tuple(_value(item) for item in data)
    return data if isinstance(data, str | int | float | None) else Message.read(data)
