"""The engine `espeak`: needs no model. eSpeak NG says the text in several voices; a small net learns the phones from that; the
likeliest way of the text through the sound is found; then the net learns from the sound itself, and the way is found again.

The idea to align by synthesised speech is that of aeneas (A. Pettarin, 2015–2017), which compares the two sounds by dynamic
time warping. Here the synthesised sound only teaches which phone is which: another voice, a bad line, and words in only one
of the two do less harm (`docs/decisions/0023-alignment-to-sound.md`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EngineFailed, NotFound
from .chains import Laid, Tolls, Units, laid, read
from .engine import Alive, Identity, Settings
from .lessons import SILENCE, Lessons, lessons, pronounced
from .likeness import Net
from .mouth import Mouth, Wish
from .spectrum import BANDS, RATE, SIDE, STEP, bands, evened
from .timed import Timed
from .trellis import path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .script import Script

    Array = np.ndarray[Any, Any]

VERSION = "1"
"""Of the way it is done: another gives other times."""
TOLLS = Tolls()
FILLER = -4.2
"""How like anything else the sound is always: a turn that is less like its phones than this is not there."""
SHARPEST = -2.2
"""The same, where the text is heard as plainly as can be."""
DEAF = 1.0
"""By how much silence is believed less than phones: in noise a faint voice is like silence."""
PAUSE = -1.0
"""What sound in a pause between words pays beyond that."""
PRIOR = 0.5
"""How far frequent phones are marked down."""
FLOOR = -7.0
"""No single picture speaks more strongly against a phone."""
LEAST = 0.12
"""The mean sureness below which a turn is taken for not heard."""
LESSONS = 900_000
"""Pictures gone through while the net learns, over all rounds."""
AGAIN = 2
"""How often the net learns from the sound itself."""
BRIEF = 40
"""Pictures below which a silence is trusted to be one."""
TRUSTED = -4.0
"""The likeness from which a picture may teach."""


def identity(settings: Settings) -> Identity:
    """Returns the voice that speaks the language. Raises NotFound without eSpeak NG or a voice for it."""
    return Identity(model=voice_of(settings.language), version="")


def load(settings: Settings, identity: Identity) -> Synthesising:
    return Synthesising(identity.model)


def voice_of(language: str) -> str:
    """Returns the name by which eSpeak NG knows a language: the whole tag where it has such a voice, else the language."""
    tag = language.lower().replace("_", "-")
    with Mouth() as mouth:
        for name in dict.fromkeys((tag, tag.split("-")[0])):
            try:
                mouth.say(Wish(text="1", voice=name))
            except NotFound as error:
                if "no voice" not in error.message:
                    raise
            else:
                return name
    raise NotFound(
        f"eSpeak NG does not speak “{language}”", hint="take an engine with a model: --engine ctc --model FILE"
    )


class Synthesising:
    """Aligns by what a synthesised voice teaches."""

    def __init__(self, voice: str) -> None:
        self._voice = voice

    def align(self, sound: Iterable[Array], script: Script, alive: Alive) -> Timed:
        """Returns where each line is heard, of sound at 8 kHz."""
        rows = evened(bands(_counted(sound, alive)))
        duration = len(rows) * STEP
        with Mouth() as mouth:
            said = pronounced(mouth, script, self._voice)
            classes = (SILENCE, *sorted({name for phones in said for name in phones.names}))
            lesson = lessons(mouth, script, self._voice, classes) if 1 < len(classes) and len(rows) else None
            version = mouth.version
        notes: tuple[str, ...] = ()
        if lesson is None:
            lines = read(np.zeros(0, int), None, script.lines, np.zeros(0), step=STEP, least=LEAST, duration=duration)
        else:
            number = {name: place for place, name in enumerate(classes)}
            units = [Units(classes=tuple(number[name] for name in phones.names), words=phones.words) for phones in said]
            chain = laid(
                script.lines,
                units,
                pause=len(classes),
                gap=len(classes) + 1,
                tolls=TOLLS,
                step=STEP,
                slack=script.slack,
            )
            way, sure = _found(rows, lesson, chain, alive)
            lines = read(way, chain, script.lines, sure, step=STEP, least=LEAST, duration=duration)
        return Timed(
            engine="espeak", model=self._voice, version=f"eSpeak NG {version} and net {VERSION}",
            settings=(("voice", self._voice),), lines=lines, duration=duration, notes=notes,
        )  # fmt: skip


def _counted(sound: Iterable[Array], alive: Alive) -> Iterable[Array]:
    heard = 0
    for part in sound:
        heard += part.size
        alive("seconds decoded", heard // RATE, None)
        yield part


def _found(rows: Array, lesson: Lessons, chain: Laid, alive: Alive) -> tuple[Array, Array]:
    """Returns the state of each picture on the likeliest way, and how sure that is."""
    classes = len(lesson.classes)
    net = Net(BANDS * (2 * SIDE + 1), classes)
    rounds = min(20, max(3, LESSONS // max(1, len(lesson.labels))))
    for number in range(rounds):
        alive("rounds of lessons", number, rounds)
        net.teach(lesson.rows, lesson.pictures, lesson.labels, rounds=1, pace=1 - number / rounds)
    share = np.bincount(lesson.labels, minlength=classes) / len(lesson.labels)
    prior = np.log(share + 1e-4)

    def walked(judged: Array, filler: float, around: Array | None = None) -> Array:
        like = _likeness(judged, prior, filler)
        return path(like, chain.chain, lambda picture: alive("pictures", picture, len(rows)), around=around)

    judged = net.judge(rows)
    way = walked(judged, FILLER)
    for _ in range(AGAIN):
        if not len(way):
            raise EngineFailed(
                "there is no way through the text", hint="align it without the times it has: --no-anchors"
            )
        column = chain.chain.classes[way]
        judged = _again(net, lesson, rows, column, judged)
        way = walked(judged, _filler(judged, column), way)
    if not len(way):
        raise EngineFailed("there is no way through the text", hint="align it without the times it has: --no-anchors")
    column = chain.chain.classes[way]
    column = np.where(column < classes, column, 0)
    return way, np.exp(judged[np.arange(len(way)), column] - judged.max(axis=1))


def _filler(judged: Array, column: Array) -> float:
    """Returns how like anything else this sound is: where the text is plainly heard, what is less like it is not the text."""
    spoken = np.flatnonzero((0 < column) & (column < judged.shape[1]))
    if not len(spoken):
        return FILLER
    like = float(np.maximum(judged[spoken, column[spoken]], FLOOR).mean())
    return min(max(FILLER, 1.5 * like - 1.5), SHARPEST)


def _likeness(judged: Array, prior: Array, filler: float) -> Array:
    """Returns what the trellis goes by: each phone, then a pause, then a gap, in which anything may be heard."""
    scaled = np.maximum(judged, FLOOR) - PRIOR * (prior - prior.mean())
    silence = scaled[:, 0] - DEAF
    gap = np.maximum(silence, filler)
    pause = np.maximum(silence, filler + PAUSE)
    return np.concatenate([scaled, pause[:, None], gap[:, None]], axis=1).astype(np.float32)


def _again(net: Net, lesson: Lessons, rows: Array, column: Array, judged: Array) -> Array:
    """Teaches the net with what was found in the sound itself, beside some of the lessons, and returns what it makes of it."""
    silent = column >= judged.shape[1]
    label = np.where(silent, 0, column)
    like = judged[np.arange(len(label)), label]
    # A long silence may be a voice that was not heard: only the short ones, between what was heard, teach what silence is.
    edges = np.flatnonzero(np.diff(silent.astype(np.int8), prepend=2, append=2))
    length = np.repeat(np.diff(edges), np.diff(edges))
    quiet = (length < BRIEF) & (judged.argmax(axis=1) == 0)
    good = np.flatnonzero(np.where(silent, quiet, TRUSTED < like))[: len(lesson.pictures)]
    keep = np.random.default_rng(3).permutation(len(lesson.pictures))[: max(8_000, 2 * len(good))]
    net.teach(
        np.concatenate([lesson.rows, rows]),
        np.concatenate([lesson.pictures[keep], good + len(lesson.rows)]),
        np.concatenate([lesson.labels[keep], label[good]]),
        rounds=4, speed=1e-3,
    )  # fmt: skip
    return net.judge(rows)
