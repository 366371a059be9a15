"""The press pages beside the conversations that `tellings_find.py` measures, and the pairs that they make.

A page is read as `earwitness add` reads it. Where the reader finds no conversation on it, since it does not say that people
speak with one another, what stands between quotation marks is taken: whether a page is read is another question.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import structs

from earwitness.formats.page.around import QUOTED, read_around
from earwitness.formats.page.html import read_html
from earwitness.formats.page.reader import read_page
from earwitness.model import Transcript, Turn
from earwitness.tellings.circumstances import Facts

STRANGERS = 6
"""Conversations of other scenes that stand beside those of the scene, where a page is looked for among several."""


class Pressed(NamedTuple):
    """A page: what it quotes, and what it says around that."""

    excerpt: Transcript
    facts: Facts


class Told(NamedTuple):
    """A conversation with its tellings by name, `original`, `en1` and `en2`, and what the press has of it."""

    id: str
    scene: str
    held_out: bool
    tellings: dict[str, Transcript]
    press: tuple[Pressed, ...] = ()

    @property
    def family(self) -> tuple[Transcript, ...]:
        return tuple(self.tellings[name] for name in ("original", "en1", "en2"))


class Pair(NamedTuple):
    """Two transcripts to be judged, or an excerpt and a conversation."""

    kind: str
    scene: str
    held_out: bool
    a: Transcript
    b: Transcript
    same: bool
    facts: Facts | None = None
    """What is known of `b`."""
    family: tuple[Transcript, ...] = ()
    """The tellings of the conversation of `a`, where `b` is judged against all of them."""
    among: tuple[tuple[Transcript, ...], ...] = ()
    """The conversations that `b` may be from, where it is judged among several: that of `a` is one of them."""


def read_press(path: Path, name: str) -> Pressed:
    """Returns what a page quotes, as an excerpt of this name, and what it says around it."""
    content = path.read_bytes()
    reading = read_page(content, name=path.name, form="html")
    if reading.transcripts:
        turns = reading.transcripts[0].turns
        speakers = reading.transcripts[0].speakers
    else:
        blocks = [block for block in read_html(content, name=path.name).blocks if block.kind != "heading"]
        quoted = [match.group().strip('“”„«»"‘’') for block in blocks for match in QUOTED.finditer(block.text)]
        turns = tuple(Turn(id=str(number), number=number, text=text) for number, text in enumerate(quoted, 1))
        speakers = ()
    excerpt = Transcript(
        id=f"{name}:page", conversation=name, language="en", kind="excerpt", turns=turns, speakers=speakers
    )
    around = read_around(content, form="html", name=path.name, spoken=[turn.text for turn in turns])
    return Pressed(excerpt, Facts(around=around))


def press_pairs(conversations: Sequence[Told]) -> Iterator[Pair]:
    """Yields the pairs of excerpts with tellings and with whole conversations, alone and among others."""
    chance = random.Random("press")
    families = {told.id: told.family for told in conversations}
    for told in conversations:
        mates = [other.id for other in conversations if other.scene == told.scene]
        strangers = [other.id for other in conversations if other.scene != told.scene]
        others = [mate for mate in mates if mate != told.id]
        for pressed, bare in _versions(told):
            kind = "press" + (", quotations alone" if bare else "")
            beside = chance.sample(strangers, min(STRANGERS, len(strangers)))
            settings = {"among all": [*mates, *beside], "none other of the scene": [told.id, *beside]}
            if others:
                settings["its own call not there"] = [*others, *beside]
                settings["a single wrong call of the scene"] = [chance.choice(others), *beside]
            common = (told.scene, told.held_out)
            for mate in mates:
                same, family = mate == told.id, families[mate]
                for telling in family:
                    yield Pair(kind, *common, telling, pressed.excerpt, same, pressed.facts)
                against = f"{kind}, against all tellings"
                yield Pair(against, *common, family[0], pressed.excerpt, same, pressed.facts, family)
            for name, there in settings.items():
                among = tuple(families[other] for other in there)
                for other in there:
                    yield Pair(
                        f"{kind}, {name}", *common, families[other][0], pressed.excerpt, other == told.id,
                        pressed.facts, families[other], among,
                    )  # fmt: skip


def _versions(told: Told) -> Iterator[tuple[Pressed, bool]]:
    """Yields a conversation's excerpts: with their pages, and without."""
    for pressed in told.press:
        yield pressed, not pressed.facts.around
        if pressed.facts.around:
            bare = structs.replace(pressed.excerpt, id=f"{pressed.excerpt.id}:bare")
            yield Pressed(bare, Facts()), True
