"""Sending: what leaves this machine for an engine elsewhere is told before it goes, passes the gate, and waits for a yes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from ..errors import Refused
from ..model import Recording
from ..protect.gate import Gate, What, refusal
from .desk import Desk


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


def why_not_sent(desk: Desk, recording: Recording, gate: Gate) -> Refused | None:
    """Returns why the sound of a recording may not go elsewhere: its own access, its conversation's, its sources'."""
    catalog = desk.archive.catalog
    decision = gate.judge(
        "engine",
        What(
            conversations=(catalog.conversation(recording.conversation).conversation,),
            sources=catalog.sources_of_digest(catalog.source(recording.source).digest),
            recordings=(recording,),
        ),
    )
    return None if decision.allowed else refusal("engine", decision.withheld)


def counted(recordings: Sequence[Recording]) -> str:
    """Returns what would be sent, in words."""
    return "the sound of one recording" if len(recordings) == 1 else f"the sound of {len(recordings)} recordings"
