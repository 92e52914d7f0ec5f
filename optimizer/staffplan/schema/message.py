"""Messages inside files: a code with values, and the sentence for whoever reads the file."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, InstanceOf, PlainSerializer, WithJsonSchema

from staffplan.words.messages import Message

StoredMessage = Annotated[
    InstanceOf[Message],
    BeforeValidator(Message.read),
    PlainSerializer(Message.data),
    WithJsonSchema({"type": "object", "required": ["code", "values"]}),
]
"""A message as plan.json and year.json hold it: ``{"code": …, "values": {…}, "text": …}``; a text, as older versions
wrote it, is read as it is."""
