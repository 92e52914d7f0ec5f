"""Messages as a planner reads them."""


def told(messages):
    """The sentence of each message, in the language in use."""
    return tuple(str(message) for message in messages)
