"""Sending: what leaves this machine for an engine elsewhere is told before it goes, passes the gate, and waits for a yes."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from ..errors import Refused


class Sending(Struct, frozen=True, kw_only=True):
    """What would be sent, and where."""

    what: str
    """In words: `the sound of 3 recordings`."""
    to: str
    """The server, by its address as given."""
    addresses: tuple[str, ...]
    """The network addresses it was found at; it is reached at these and no other."""
    subjects: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        at = f" ({', '.join(self.addresses)})" if self.addresses else ""
        return f"this sends {self.what} to {self.to}{at}, which is not this machine"


Asked = Callable[[Sending], bool]
"""Asks the person who is there; True lets it go."""


def ask_first(sending: Sending, *, yes: bool, asked: Asked | None) -> None:
    """Returns where a person lets it go: by saying so beforehand, or when asked. Raises Refused (exit 6) where not."""
    if yes or (asked is not None and asked(sending)):
        return
    raise Refused(
        f"{sending.sentence}; nothing was sent",
        subjects=sending.subjects,
        hint="say --yes (in the API `yes`) to send it",
    )
