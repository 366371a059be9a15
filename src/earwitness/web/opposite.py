"""Opposite: the two sides of a match as the page sets them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..actions import Desk, listing
from ..actions.answers import Listed
from ..actions.beside import Beside, Line
from ..actions.caring import Cautions
from ..actions.proposal import Proposal
from ..identifiers import split, within
from ..model import Transcript, Turn
from ..publish import addresses, matches, parts, words
from ..publish.passages import pieces
from ..publish.sheet import voices
from ..publish.tongue import gettext, ngettext
from ..tellings.echoes import Echo
from ..tellings.reasons import Reason
from ..times import format_clock

ROWS = 40
"""Rows that stand on the page at once; a link leads to all."""
REASONS = 5
"""Reasons that stand on the page at once; the weaker ones open."""
HEAVY = 1.4
"""The weight whose bar is full, at least."""
WIDEST, WIDEST_AGAINST = 70, 30


def opposite(
    desk: Desk,
    proposal: Proposal,
    beside: Beside | None,
    *,
    every: bool = False,
    of: str = "",
    place: str = "",
    before: str = "",
    after: str = "",
) -> matches.Match:
    """Returns a match in full; without `beside` the two are being lined up, and the page says so."""
    query = {"of": of}
    address = addresses.match(proposal.a, proposal.b, query)
    cautions = Cautions(desk, [name for name in proposal.transcripts if name])
    rows = _rows(proposal, beside, cautions) if beside is not None else ()
    shown = reasons(proposal.reasons)
    left_out = 0 if every else len(rows) - ROWS
    return matches.Match(
        a=_side(desk, proposal, beside, 0),
        b=_side(desk, proposal, beside, 1),
        address=address,
        place=place,
        sure=proposal.verdict == "same",
        verdict=words.sure(proposal.verdict),
        score=words.score(proposal.score),
        kind=_kind(proposal, beside),
        reasons=shown[:REASONS],
        more=shown[REASONS:],
        rows=rows if every else rows[:ROWS],
        whole=(
            parts.Link(
                text=f"All {len(rows):,} rows",
                address=addresses.match(proposal.a, proposal.b, {**query, "every": "true"}),
            )
            if 0 < left_out
            else None
        ),
        of=of,
        cautions=cautions.anywhere(),
        stretch=_stretch(desk, proposal),
        lining_up=beside is None,
        before=before,
        after=after,
    )


def title(text: str) -> str:
    return text or gettext("Untitled conversation")


def reasons(found: Sequence[Reason]) -> tuple[matches.ReasonLine, ...]:
    """Returns the reasons with their bars, the heaviest as wide as can be."""
    heaviest = max([HEAVY, *(abs(reason.weight) for reason in found)])
    return tuple(
        matches.ReasonLine(
            what=reason.what,
            example=_example(reason),
            weight=f"{reason.weight:+.1f}" if reason.weight else "",
            width=min(round(WIDEST * abs(reason.weight) / heaviest), WIDEST_AGAINST if reason.weight < 0 else WIDEST),
            against=reason.weight < 0,
        )
        for reason in found
    )


_HEARD = str.maketrans({"C": "ch", "S": "sh", "Z": "zh"})
"""How the signs that names are compared by are read."""


def _example(reason: Reason) -> str:
    """Returns the place where it is seen; how much it is in nats is for programs."""
    if " nats" in reason.example:
        return ""
    if reason.what.startswith("names"):
        return reason.example.translate(_HEARD)
    return reason.example


def _kind(proposal: Proposal, beside: Beside | None) -> str:
    """Returns what the one is of the other, if they are one."""
    of_what = words.matched(proposal.kind)
    if beside is None or beside.quoting is None:
        return gettext("if they are one: {what}").format(what=of_what)
    return (
        gettext("if they are one, the left has {what}")
        if beside.quoting == 0
        else gettext("if they are one, the right has {what}")
    ).format(what=of_what)


def _stretch(desk: Desk, proposal: Proposal) -> str:
    """Returns which turns of a round-up are from the other, in words."""
    if not proposal.turns:
        return ""
    name = split(proposal.turns[0])[0]
    numbers = {turn.id: turn.number for turn in desk.archive.catalog.turns(name)}
    shown = ", ".join(str(numbers.get(split(turn)[1] or "", "?")) for turn in proposal.turns)
    said = (
        ngettext(
            "The left quotes others too: only its turn {turns} is from this conversation, and the two stay two.",
            "The left quotes others too: only its turns {turns} are from this conversation, and the two stay two.",
            len(proposal.turns),
        )
        if name == proposal.transcripts[0]
        else ngettext(
            "The right quotes others too: only its turn {turns} is from this conversation, and the two stay two.",
            "The right quotes others too: only its turns {turns} are from this conversation, and the two stay two.",
            len(proposal.turns),
        )
    )
    return said.format(turns=shown)


def _side(desk: Desk, proposal: Proposal, beside: Beside | None, side: int) -> matches.MatchSide:
    name = (proposal.a, proposal.b)[side]
    if beside is None:
        listed = listing.listed(desk, desk.archive.catalog.conversation(name))
        transcript = next(iter(desk.archive.catalog.heads([one for one in (proposal.transcripts[side],) if one])), None)
    else:
        listed, transcript = beside.listed[side], beside.transcripts[side]
    told: list[str] = []
    if transcript is not None:
        told += [words.kind(transcript.kind), words.language(transcript.language)]
        if transcript.turns:
            told.append(words.count(len(transcript.turns), "turn"))
    told += _sound(desk, proposal, name)
    return matches.MatchSide(
        id=name,
        title=title(listed.title),
        address=addresses.conversation(
            name, versions=(transcript.id,) if transcript is not None and 1 < listed.transcripts else ()
        ),
        version=" · ".join(told),
        facts=tuple(_facts(listed)),
        access=listed.access,
    )


def _sound(desk: Desk, proposal: Proposal, home: str) -> list[str]:
    """Returns what the recording of this side is, where the two have sound in common."""
    catalog = desk.archive.catalog
    return [
        gettext("recording of {duration}").format(duration=format_clock(recording.duration))
        for recording in map(catalog.recording, filter(None, proposal.recordings))
        if catalog.canonical(recording.conversation) == home
    ]


def _facts(listed: Listed) -> list[str]:
    return [
        fact
        for fact in (
            gettext("took place {day}").format(day=words.day(listed.held))
            if listed.held
            else gettext("took place at a time not known"),
            gettext("published {day}").format(day=words.day(listed.published)) if listed.published else "",
            ", ".join(listed.publishers),
            words.count(listed.transcripts, "version") if 1 < listed.transcripts else "",
        )
        if fact
    ]


def _rows(proposal: Proposal, beside: Beside, cautions: Cautions) -> tuple[matches.MatchRow, ...]:
    held = set(proposal.turns)
    one, other = beside.transcripts
    if one is None or other is None:
        return ()
    left, right = _Voiced(one), _Voiced(other)

    def elsewhere(line: Line) -> bool:
        """Says whether the round-up's turns in the line are none of those that are from the other."""
        side = beside.quoting
        if not held or side is None:
            return False
        name = (one, other)[side].id
        return all(within(name, turn.id) not in held for turn in (line.a, line.b)[side])

    def kinds(line: Line) -> tuple[str, ...]:
        """Returns the kinds on any turn of the line: what says the same is as hard to bear on either side."""
        marked = [
            *(cautions.on(one.id, turn.id) for turn in line.a),
            *(cautions.on(other.id, turn.id) for turn in line.b),
        ]
        return tuple(dict.fromkeys(kind for each in marked for kind in each))

    return tuple(
        matches.MatchRow(
            a=left.said(line.a, line.echoes_a, kinds(line)),
            b=right.said(line.b, line.echoes_b, kinds(line)),
            moved=line.moved,
            elsewhere=elsewhere(line),
        )
        for line in beside.lines
    )


class _Voiced:
    """One side's turns with the names and colours of who speaks."""

    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript
        self._colours: Mapping[str, int] = voices(transcript.turns)
        self._names = {
            speaker.id: speaker.labels[0] if speaker.labels else speaker.role or speaker.id
            for speaker in transcript.speakers
        }

    def said(
        self, turns: Sequence[Turn], echoes: Sequence[Echo], cautions: tuple[str, ...]
    ) -> tuple[matches.Utterance, ...]:  # fmt: skip
        transcript = self._transcript
        return tuple(
            matches.Utterance(
                number=turn.number,
                address=addresses.conversation(within(transcript.id, turn.id)),
                name=", ".join(self._names.get(speaker, speaker) for speaker in turn.speakers),
                voice=self._colours.get(turn.speakers[0], 0) if turn.speakers else 0,
                pieces=pieces(
                    turn.text, turn.marks, [(echo.start, echo.end) for echo in echoes if echo.turn == turn.number]
                ),
                language=turn.language or transcript.language,
                held_back=str(turn.access) if turn.access is not None and str(turn.access) != "open" else "",
                cautions=cautions,
            )
            for turn in turns
        )
