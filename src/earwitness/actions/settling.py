"""`settle` and `match`: which reading of a variant stands and why; which turns of two tellings say the same.

Both are a person's word. Every reading stays on record, machines keep to a match, and each act can be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from ..archive import Decided
from ..errors import NotFound, WrongUsage
from ..identifiers import new_id, split
from ..model import Match, Quote, Settlement, Transcript, Turn, place, quote
from ..model.annotation import LONGEST
from ..tellings.variants import Reading, Variant
from . import finding
from .answers import Answer
from .desk import Desk, writing
from .outcomes import Done


class Settled(Answer, frozen=True, kw_only=True):
    """A reading that a person settled on."""

    id: str
    variant: str | None
    """The variant that it settles as things stand; None where no difference is found there any more."""
    kind: str
    chosen: str | None
    """The transcript whose reading stands; None where the person chose none of them."""
    words: str
    """The words that stand: the chosen telling's, or the person's own."""
    note: str
    agent: str
    time: str
    act: str
    readings: tuple[Quote, ...]
    """What the tellings had when it was settled."""
    reason: str = ""
    """Why it was settled, as the act says."""


def settle(
    desk: Desk, id: str, variant: str, *, agent: str, chosen: str | None = None, words: str = "", note: str = "",
    reason: str = "",
) -> Done:  # fmt: skip
    """Settles a variant of the conversation of that id: `chosen` names the transcript whose reading stands; `words` are a
    person's own rendering where none does. With neither, it is said to be open, and `note` why.

    Raises NotFound for an unknown id or variant, WrongUsage where nothing is said, or a telling that has no reading.
    """
    from .collating import collate

    with writing(desk) as pen:
        collation = collate(desk, id)
        found = next((one for one in collation.variants if one.id == variant), None)
        if found is None:
            raise NotFound(
                f"conversation {collation.conversation} has no difference {variant}",
                near=tuple(one.id for one in collation.variants if one.material)[:3],
                hint=f"see them: earwitness collate {collation.conversation}",
            )
        words, note = words.strip(), note.strip()
        if chosen is not None and words:
            raise WrongUsage("a reading is a version's or your own, not both", hint="leave out --reading or --words")
        if chosen is None and not words and not note:
            raise WrongUsage(
                "say which reading stands, or why none does", hint="--reading T, --words TEXT or --note TEXT"
            )
        if chosen is not None and chosen not in {reading.transcript for reading in found.readings}:
            raise WrongUsage(
                f"{chosen} has no reading of {variant}",
                hint="choose one of " + ", ".join(dict.fromkeys(reading.transcript for reading in found.readings)),
            )
        tellings = {one.id: one for one in desk.archive.catalog.tellings_of(collation.conversation)}
        record = Settlement(
            id=new_id("decision"),
            variant=variant,
            kind=found.kind,
            readings=tuple(_quoted(tellings[reading.transcript], reading) for reading in found.readings),
            chosen=chosen,
            words=words,
            note=note,
        )
        act, line = pen.act("settle", [record], agent=agent, subjects=record.transcripts, reason=reason)
        stands = "it is said to be open"
        if chosen is not None:
            own = " … ".join(reading.words or "nothing" for reading in found.readings if reading.transcript == chosen)
            stands = f"the reading of {chosen} stands: “{own}”"
        elif words:
            stands = f"your own words stand: “{words}”"
        return Done(
            act=act.id,
            sequence=line.sequence,
            verb="settle",
            subjects=(collation.conversation, variant),
            messages=(f"{stands}; every other reading stays on record",),
        )


def match(desk: Desk, a: Sequence[str], b: Sequence[str], *, agent: str, reason: str = "", beside: str = "") -> Done:
    """Says that turns of one telling and turns of another say the same; machines keep to it.

    `a` and `b` are archive-wide ids of turns. With one of them empty, the turns of the other have no counterpart in the
    telling `beside`. Raises NotFound for an unknown turn, WrongUsage where the turns are not of two tellings of one
    conversation.
    """
    with writing(desk) as pen:
        left, ours = _turns(desk, a)
        right, theirs = _turns(desk, b)
        if not ours and not theirs:
            raise WrongUsage("name the turns that say the same", hint="earwitness match T1.4 T2.5")
        if (left is None or right is None) and not beside:
            raise WrongUsage(
                "turns without a counterpart lack it in a version: name that", hint="earwitness match T1.4 --alone T2"
            )
        one, other = left or beside, right or beside
        homes = {finding.conversation_of(desk, name) for name in (one, other)}
        quoting = {name for home in homes for name in desk.archive.catalog.quoting(home)}
        if one == other or (1 < len(homes) and quoting.isdisjoint((one, other))):
            raise WrongUsage(
                f"{one} and {other} are not two versions of one conversation",
                hint=f"if they tell the same, link them first: earwitness link {one} {other}" if one != other else "",
            )
        record = Match(id=new_id("decision"), a=one, b=other, a_turns=ours, b_turns=theirs)
        act, line = pen.act("match", [record], agent=agent, subjects=[one, other], reason=reason)
        said = " and ".join(", ".join(names) for names in (a, b) if names)
        message = f"{said} say the same" if ours and theirs else f"{said} has no counterpart in {beside}"
        return Done(act=act.id, sequence=line.sequence, verb="match", subjects=(one, other), messages=(message,))


def _turns(desk: Desk, names: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Returns the transcript of these turns and their local ids."""
    if not names:
        return None, ()
    for name in names:
        if finding.noun(desk, name) != "turn":
            raise WrongUsage(
                f"{name} is no turn", hint="turns are named like t4f9k2mq7x1.7: earwitness show shows them"
            )
    parted = [split(name) for name in names]
    if 1 < len({transcript for transcript, _ in parted}):
        raise WrongUsage(
            "the turns of one side are of one version", hint="part the two sides: earwitness match T1.4,T1.5 T2.6"
        )
    return parted[0][0], tuple(dict.fromkeys(local or "" for _, local in parted))


def _quoted(transcript: Transcript, reading: Reading) -> Quote:
    """Returns the quote of a reading; where a telling has no words at the place, of its whole turn."""
    turn = next(turn for turn in transcript.turns if turn.number == reading.turn)
    words = reading.words.strip()
    if not words or LONGEST < len(words):
        return replace(quote(transcript, turn, turn.text[:LONGEST]), exact="", prefix="", suffix="")
    made = quote(transcript, turn, words)
    start, end = reading.start, reading.start + len(words)
    context = {"prefix": turn.text[max(0, start - 32) : start], "suffix": turn.text[end : end + 32]}
    return replace(made, **context) if turn.text[start:end] == words else made


def with_settlements(
    variants: Sequence[Variant], tellings: Sequence[Transcript], decided: Sequence[Decided]
) -> tuple[tuple[Variant, ...], tuple[Settled, ...]]:
    """Returns the variants with what people chose, and all their settlements, oldest first; of several on one the newest
    stands.

    A settlement finds its variant by what it quotes, so that it outlives corrections and better machines.
    """
    by_id = {transcript.id: transcript for transcript in tellings}
    settled: list[Settled] = []
    chosen: dict[str, Settlement] = {}
    for one in decided:
        if not isinstance(one.decision, Settlement):
            continue
        found = _variant_of(one.decision, variants, by_id)
        if found is not None:
            chosen[found.id] = one.decision
        settled.append(_shown(one, one.decision, found, by_id))
    return tuple(
        replace(variant, chosen=chosen[variant.id].chosen) if variant.id in chosen else variant for variant in variants
    ), tuple(settled)


def _variant_of(
    settlement: Settlement, variants: Sequence[Variant], tellings: Mapping[str, Transcript]
) -> Variant | None:
    """Returns the variant whose readings lie where the settlement's quotes do: in two tellings at least."""
    for variant in variants:
        if variant.id == settlement.variant:
            return variant
    places: list[tuple[str, Turn, int, int]] = []
    for quoted in settlement.readings:
        if quoted.transcript not in tellings:
            continue
        found = place(quoted, tellings[quoted.transcript])
        if found.turn is not None and found.start is not None and found.end is not None:
            places.append((quoted.transcript, found.turn, found.start, found.end))
    best, most = None, 1
    for variant in variants:
        touched = {
            name
            for name, turn, start, end in places
            for reading in variant.readings
            if (reading.transcript, reading.turn) == (name, turn.number) and reading.start < end and start < reading.end
        }
        if variant.kind == settlement.kind and most < len(touched):
            best, most = variant, len(touched)
    return best


def _shown(
    decided: Decided, settlement: Settlement, variant: Variant | None, tellings: Mapping[str, Transcript]
) -> Settled:
    words = settlement.words
    if settlement.chosen is not None:
        words = " … ".join(each.exact for each in settlement.readings if each.transcript == settlement.chosen)
    return Settled(
        id=settlement.id,
        variant=variant.id if variant is not None else None,
        kind=settlement.kind,
        chosen=settlement.chosen,
        words=words,
        note=settlement.note,
        agent=decided.agent,
        time=decided.time,
        act=decided.act,
        readings=settlement.readings,
        reason=decided.reason,
    )
