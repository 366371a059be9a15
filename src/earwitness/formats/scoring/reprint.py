"""Reprints: transcripts as sheets again, each record as it was printed where nobody changed what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ...model import Dossier, Transcript, Turn
from ..signs import label, voices
from .sheet import Stretch, one_word

OWN = ("comment", "records")
"""What a turn's extra tells of the sheet around it, not of the turn."""


def told(transcript: Transcript, key: str) -> str | None:
    """Returns what a transcript's extra says under a key, or None."""
    return next((value for name, value in transcript.extra if name == key), None)


def sheets(dossiers: Sequence[Dossier]) -> Iterator[tuple[str, Transcript]]:
    """Yields every transcript with the name of its recording, no two alike: two tellings of one would be read as one."""
    seen: dict[str, int] = {}
    for dossier in dossiers:
        for transcript in dossier.transcripts:
            name = told(transcript, "recording")
            name = one_word(dossier.conversation.id if name is None else name, "recording")
            seen[name] = seen.get(name, 0) + 1
            yield name if seen[name] == 1 else f"{name}_{seen[name]}", transcript


def stretch_of(turn: Turn, recording: str, names: dict[str, str]) -> Stretch:
    """Returns a turn of the model as a stretch, to be compared and printed."""
    places = next((value for key, value in turn.extra if key == "records"), "")
    return Stretch(
        recording=recording, label=label(turn, names) or None, text=turn.text, raw=turn.raw or "", start=turn.start,
        end=turn.end, printed=turn.printed, extra=tuple(pair for pair in turn.extra if pair[0] not in OWN),
        words=turn.words, marks=turn.marks, records=_places(places),
        comments=tuple(value for key, value in turn.extra if key == "comment"),
    )  # fmt: skip


MOST_RECORDS = 1_000_000
"""Records of one turn that are believed."""
Same = Callable[[str], Sequence[Stretch]]
"""Reads the records of a turn as printed again, in one way or in several."""
Anew = Callable[[Stretch, Turn, Stretch | None], list[str]]
"""Returns the records of a turn, told the stretch before it."""


Block = tuple[tuple[int, ...], list[str]]
"""Places that are known, and the records that stand there."""


def records_of(
    dossiers: Sequence[Dossier], same: Same, anew: Anew, *, lines: bool = True, leading: Sequence[Block] = ()
) -> list[str]:
    """Returns the records and comments of these transcripts, in the order their file had where it is known.

    Where the records as printed still say what the turn says, they stand as they were. `lines` says that each line of
    a turn's `raw` is a record; else it is one. `leading` are records of no turn.
    """
    blocks: list[Block] = list(leading)
    for recording, transcript in sheets(dossiers):
        names = voices(transcript)
        earlier: Stretch | None = None
        for turn in transcript.turns:
            raw = [] if not turn.raw else turn.raw.split("\n") if lines else [turn.raw]
            stretch = stretch_of(turn, recording, names)
            if raw and any(one.facts == stretch.facts for one in same(stretch.raw)):
                held = raw
            else:
                held = anew(stretch, turn, earlier)
            places = stretch.records if len(stretch.records) == len(held) else stretch.records[:1]
            blocks.append((places, [*stretch.comments, *held] if stretch.comments else held))
            earlier = stretch
    return _in_their_places(blocks)


def printed(dossiers: Sequence[Dossier], same: Same, anew: Anew, leading: Sequence[Block] = ()) -> bytes:
    """Returns the sheet of these transcripts: the comments at its head, its records, the comments at its foot."""
    extras = [pair for dossier in dossiers for transcript in dossier.transcripts for pair in transcript.extra]
    head = dict.fromkeys(value for key, value in extras if key == "header")
    tail = [value for key, value in extras if key == "footer"]
    return "".join(f"{line}\n" for line in (*head, *records_of(dossiers, same, anew, leading=leading), *tail)).encode()


def _in_their_places(blocks: list[Block]) -> list[str]:
    """Returns the lines in the order their file had, where it is known and no two claim a place; else turn by turn."""
    places = [place for held, _ in blocks for place in held]
    if not places or len(set(places)) < len(places):
        return [line for _, lines in blocks for line in lines]
    placed: list[tuple[int, str]] = []
    last = -1
    for held, lines in blocks:
        # A comment stands before the first record; what came without a place stands after the turn before it.
        spare = max(0, len(lines) - len(held)) if held else 0
        line_places = [*([held[0]] * spare), *held] if held else [last] * len(lines)
        if len(line_places) != len(lines):
            line_places = [held[0]] * len(lines)
        placed += zip(line_places, lines, strict=True)
        last = line_places[-1] if line_places else last
    return [line for _, line in sorted(placed, key=lambda entry: entry[0])]


def _places(ranges: str) -> tuple[int, ...]:
    """Returns the places that a sheet's reader kept (`3-5 9`, from 1), from 0; none where it is something else."""
    places: list[int] = []
    for run in ranges.split():
        first, _, last = run.partition("-")
        last = last or first
        if not (first.isdecimal() and last.isdecimal()) or MOST_RECORDS < int(last) - int(first):
            return ()
        places += range(int(first) - 1, int(last))
    return tuple(places)
