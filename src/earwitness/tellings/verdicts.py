"""What becomes of a quotation when it is held against the turns that may be its origin.

word for word      the words stand so in one turn
cut                words of the turn are left out within it, and no mark says so
joined             it is made of two turns
altered            some words are others
wrong voice        the words stand so, and the draft gives them to somebody else in the conversation
not found          no turn comes near
too short          one or two words, or a title: found nowhere, and no verdict
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, get_args

from msgspec import Struct
from msgspec.structs import replace

from ..language.tokens import script
from ..model import Transcript, Turn
from .attributions import voice
from .background import rarity
from .changes import Change, changes
from .comparison import Ear, Heard, Step, Words, costs, same, way, windows, words_of
from .quotations import Quotation

Verdict = Literal["word for word", "cut", "joined", "altered", "wrong voice", "not found", "too short"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

SHORT = 2
"""Words of a quotation that is too short for a verdict."""
CLOSE = 0.5
"""The share of a quotation that must stand in a turn for that to be its origin: of its words, and of their weight."""
CLOSE_FEW, _FEW = 0.65, 5
"""The same where it has so few words, which meet by chance."""
_MOST_TURNS = 8
"""Turns that a quotation is held against word by word; the others share fewer of its rare words."""
_MOST_CELLS = 1_500_000
"""Words of a quotation times words of a turn; a larger comparison is not made."""
_BUDGET = 3_000_000
"""The same for all comparisons of one quotation."""
_STRETCH = 1200
"""Words of a long turn that are looked at together; four times a longer quotation."""
_TITLE = 0.8
"""How like a turn the name of a thing must be to count as words out of it."""
_JOINT = 0.8
_GAIN = 1.5
_HALF = 7.0
"""The weight that each half of a joined quotation must have: about two words that are not common."""


class Origin(Struct, frozen=True, kw_only=True):
    """A passage that a quotation is from."""

    transcript: str
    turn: Turn
    start: int
    """Code points into the turn's text."""
    end: int
    voice: Literal["right", "wrong", "unsaid"] = "unsaid"
    """Whether the draft names who speaks here."""

    @property
    def words(self) -> str:
        return self.turn.text[self.start : self.end]


class Finding(Struct, frozen=True, kw_only=True):
    """The verdict on a quotation, and what it rests on."""

    verdict: Verdict
    origins: tuple[Origin, ...] = ()
    """Where the words stand: every telling that has them, of a joined quotation the two turns."""
    changes: tuple[Change, ...] = ()
    likeness: float = 0.0
    """The share of the quotation that stands in its origin, 0 to 1."""


class _Held(NamedTuple):
    transcript: Transcript
    heard: Heard
    shared: float


def judge(quotation: Quotation, transcripts: Sequence[Transcript], *, ear: Ear | None = None) -> Finding:
    """Returns the verdict on a quotation by the turns of these transcripts, whole or in part; the kindest that holds.

    `ear` remembers the words of turns between the quotations of one draft.
    """
    ear = ear or Ear()
    words = words_of(quotation.text)
    if not words.words:
        return Finding(verdict="too short")
    language = _language(quotation.text)
    weights = [_weight(word, language) for word in words.words]
    held = _nearest(words, weights, transcripts, ear)
    every = sum(dict(zip(words.words, weights, strict=True)).values())
    exact = [
        (each, steps)
        for each in held
        if every - 1e-6 < each.shared and (steps := _exact(words, each.heard)) is not None
    ]
    if exact:
        return _by_voice(quotation, words, exact)
    if len(words.words) <= SHORT:
        return Finding(verdict="too short")
    held = _affordable(words, held)
    found = _compared(quotation, words, weights, held) if held else Finding(verdict="not found")
    if found.likeness < _TITLE and (quotation.work or _is_title(quotation, words)):
        return Finding(verdict="too short")
    return found


def _language(text: str) -> str | None:
    """Returns the language whose rarity of words is taken: what is said of `і` or `ї` needs no detector."""
    if script(text) != "Cyrillic":
        return "en"
    return "uk" if re.search("[іїєґ]", text, re.IGNORECASE) else "ru"


def _weight(word: str, language: str | None) -> float:
    """Returns how much a word says of where it is from: 1 for `the`, 10 for `valve`."""
    return max(1.0, min(12.0, rarity(word, language)) - 2.0)


def _nearest(words: Words, weights: Sequence[float], transcripts: Sequence[Transcript], ear: Ear) -> list[_Held]:
    """Returns the turns that share most of the quotation's words by weight, those that may hold all of them first."""
    asked = dict(zip(words.words, weights, strict=True))
    masked = [word for word in asked if "*" in word]
    size = max(_STRETCH, 4 * len(words.words))
    found = []
    for transcript in transcripts:
        for turn in transcript.turns:
            for heard in windows(ear.hear(transcript, turn), size):
                own = set(heard.words)
                shared = sum(weight for word, weight in asked.items() if word in own)
                if masked or any("*" in word for word in own):
                    rest = own - asked.keys()
                    shared += sum(weight for word, weight in asked.items() if word not in own and _met(word, rest))
                if shared:
                    found.append(_Held(transcript, heard, shared))
    return heapq.nlargest(_MOST_TURNS * 5, found, key=lambda each: (each.shared, -len(each.heard.words)))


def _met(word: str, others: set[str]) -> bool:
    return any(same(word, other) for other in others if "*" in word or "*" in other)


def _affordable(words: Words, held: Sequence[_Held]) -> list[_Held]:
    """Returns the nearest turns that can be compared word by word in a second or two."""
    kept: list[_Held] = []
    spent = 0
    for each in held:
        cells = len(words.words) * len(each.heard.words)
        if _MOST_CELLS < cells or (kept and _BUDGET < spent + cells):
            continue
        spent += cells
        kept.append(each)
        if len(kept) == _MOST_TURNS:
            break
    return kept


def _exact(words: Words, heard: Heard) -> tuple[Step, ...] | None:
    """Returns the steps where the words stand so in the turn, but for cuts that are marked; None where they do not."""
    if not words.open_after and not heard.optional and not any("*" in word for word in words.words + heard.words):
        said = f" {' '.join(heard.words)} "
        at = said.find(f" {' '.join(words.words)} ")
        first = said.count(" ", 0, at)
        return None if at < 0 else tuple(Step("same", n, first + n, first + n + 1) for n in range(len(words.words)))
    if _MOST_CELLS < len(words.words) * len(heard.words):
        return None
    found = way(words, heard)
    return found.steps if found.cost < 1e-6 else None


def _by_voice(quotation: Quotation, words: Words, exact: Sequence[tuple[_Held, Sequence[Step]]]) -> Finding:
    origins = [_origin(quotation, each, steps) for each, steps in exact]
    asked = [_mood(words, origin) for origin in origins]
    right = [origin for origin, change in zip(origins, asked, strict=True) if change is None]
    if not right:
        change = asked[0]
        end = len(quotation.text)
        placed = replace(change, start=end, end=end) if change else None
        return Finding(verdict="altered", origins=tuple(origins), changes=(placed,) if placed else (), likeness=1.0)
    named = [origin for origin in right if origin.voice == "right"]
    unsaid = [origin for origin in right if origin.voice == "unsaid"]
    if named or unsaid:
        return Finding(verdict="word for word", origins=(*named, *unsaid), likeness=1.0)
    return Finding(verdict="wrong voice", origins=tuple(right), likeness=1.0)


def _mood(words: Words, origin: Origin) -> Change | None:
    """Returns the change of a question into a statement, or the other way, where the sign behind the words shows one."""
    behind = origin.turn.text[origin.end :].lstrip("\"'”’»*")[:1]
    if words.question is None or behind not in ("?", "."):
        return None
    if words.question == (behind == "?") or origin.turn.text[origin.end :].startswith(".."):
        return None
    return Change(kind="other", quoted="?" if words.question else ".", said=behind)


def _origin(quotation: Quotation, held: _Held, steps: Sequence[Step]) -> Origin:
    places = [place for step in steps if step.kind in ("same", "other") for place in range(step.start, step.end)]
    first, last = (min(places), max(places)) if places else (0, len(held.heard.places) - 1)
    return Origin(
        transcript=held.transcript.id,
        turn=held.heard.turn,
        start=held.heard.places[first][0],
        end=held.heard.places[last][1],
        voice=voice(quotation, held.transcript, held.heard.turn),
    )


def _compared(quotation: Quotation, words: Words, weights: Sequence[float], held: Sequence[_Held]) -> Finding:
    beginnings = [costs(words, each.heard)[0] for each in held]
    alone = min(range(len(held)), key=lambda index: beginnings[index][-1])
    joined = _joined(words, weights, held, beginnings, beginnings[alone][-1])
    if joined is not None:
        return _of_two(quotation, words, held[joined[0]], held[joined[1]], joined[2])
    best = beginnings[alone][-1]
    ways = [
        (each, found)
        for each, beginning in zip(held, beginnings, strict=True)
        if beginning[-1] <= best + 1e-6 and (found := way(words, each.heard))
    ]
    kept = [step.quoted for step in ways[0][1].steps if step.kind == "same"]
    likeness = _likeness(weights, kept)
    if likeness < (CLOSE_FEW if len(weights) < _FEW else CLOSE):
        return Finding(verdict="not found")
    origins = sorted(
        (_origin(quotation, each, found.steps) for each, found in ways),
        key=lambda origin: ("right", "unsaid", "wrong").index(origin.voice),
    )
    differing = changes(words, ways[0][0].heard, ways[0][1].steps)
    return Finding(
        verdict=_by_changes(differing), origins=tuple(origins), changes=differing, likeness=round(likeness, 3)
    )


def _by_changes(differing: Sequence[Change]) -> Verdict:
    """Returns `cut` where all that differs is left out, else `altered`."""
    return "cut" if all(change.kind == "left out" for change in differing) else "altered"


def _likeness(weights: Sequence[float], kept: Sequence[int]) -> float:
    """Returns the share of the words that are kept, half by number and half by weight."""
    heavy = sum(weights[index] for index in kept) / sum(weights)
    return (heavy + len(kept) / len(weights)) / 2


def _joined(
    words: Words, weights: Sequence[float], held: Sequence[_Held], beginnings: Sequence[Sequence[float]], alone: float
) -> tuple[int, int, int] | None:
    """Returns the two turns of one telling that make the quotation much better than one, and after which word they meet."""
    length = len(words.words)
    turned = Words(words.words[::-1], (), frozenset(length - cut for cut in words.open_after))
    endings = [costs(turned, Heard(each.heard.turn, each.heard.words[::-1], (), frozenset()))[0] for each in held]
    best: tuple[float, int, int, int] | None = None
    for one, first in enumerate(held):
        for other, second in enumerate(held):
            if first.heard.turn.id == second.heard.turn.id or first.transcript is not second.transcript:
                continue
            for at in range(1, length):
                cost = beginnings[one][at] + endings[other][length - at] + _JOINT
                if alone - _GAIN < cost or (best is not None and best[0] <= cost):
                    continue
                halves = (
                    sum(weights[:at]) - 6 * beginnings[one][at],
                    sum(weights[at:]) - 6 * endings[other][length - at],
                )
                whole = at == len(first.heard.words) or length - at == len(second.heard.words)
                if _HALF <= min(halves) or (whole and _HALF / 2 <= min(halves)):
                    best = cost, one, other, at
    return best[1:] if best is not None else None


def _of_two(quotation: Quotation, words: Words, first: _Held, second: _Held, at: int) -> Finding:
    halves = [
        (first, Words(words.words[:at], words.printed[:at], frozenset(cut for cut in words.open_after if cut < at),
                      places=words.places[:at])),
        (second, Words(words.words[at:], words.printed[at:],
                       frozenset(cut - at for cut in words.open_after if at <= cut), places=words.places[at:])),
    ]  # fmt: skip
    found = [(each, half, way(half, each.heard)) for each, half in halves]
    kept = sum(step.kind == "same" for _, _, each in found for step in each.steps)
    origins = tuple(_origin(quotation, each, made.steps) for each, _, made in found)
    differing = tuple(change for each, half, made in found for change in changes(half, each.heard, made.steps))
    verdict: Verdict = "joined"
    if _goes_on(*(each.heard.turn for each, _, _ in found)):
        # One voice that goes on in the next turn, as this telling parts them: no junction, though words may be left out.
        differing += _skipped(words, origins, at)
        verdict = _by_changes(differing) if differing else "word for word"
        if not differing and all(origin.voice == "wrong" for origin in origins):
            verdict = "wrong voice"
    return Finding(verdict=verdict, origins=origins, changes=differing, likeness=round(kept / len(words.words), 3))


def _goes_on(first: Turn, second: Turn) -> bool:
    """Says whether the second turn is the next one, by the same voice."""
    known = bool(first.speakers) and first.speakers == second.speakers and not (first.inferred or second.inferred)
    return known and second.number == first.number + 1


def _skipped(words: Words, origins: Sequence[Origin], at: int) -> tuple[Change, ...]:
    """Returns what the draft leaves out between the two turns, where it marks no cut there."""
    first, second = origins
    rest = [
        first.turn.text[first.end :].strip(" .,;:!?…—–-\"'”’»"),
        second.turn.text[: second.start].strip(" —–-\"'“‘«"),
    ]
    said = " ".join(part for part in rest if re.search(r"\w", part))
    if not said or at in words.open_after:
        return ()
    place = words.places[at][0] if words.places else 0
    return (Change(kind="left out", quoted="", said=said, start=place, end=place),)


def _is_title(quotation: Quotation, words: Words) -> bool:
    """Says whether it is the name of something: every word but small ones in capitals, no stop, nobody who says it."""
    large = [word for word in words.printed if word[:1].isupper() or word.isdecimal()]
    capital = len(words.printed) <= 2 * len(large) and all(word in large for word in words.printed if 3 < len(word))
    stopped = quotation.text.rstrip()[-1:] in "?!…"
    return not quotation.block and not quotation.clause and not stopped and capital and words.printed[0][:1].isupper()
