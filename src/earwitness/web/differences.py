"""A page for each place where versions differ: every version's passage, every reading, and what people settled on."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from .. import actions
from ..actions import answers
from ..actions.collating import Collation
from ..actions.covering import Covering
from ..actions.versions import heading, speaker_names
from ..errors import NotFound, WrongUsage
from ..model import Settlement
from ..publish import addresses, care, differences, pages, parts, words
from ..publish.passages import Spot, pieces
from ..publish.tongue import gettext
from ..tellings.rows import Row
from ..tellings.variants import Variant
from .keeper import Keeper, wants_data
from .margins import Teller

LONGEST = 48
"""Letters of a reading in the title."""
OWN = "own"
OPEN = "open"
"""What a person may choose beside the readings: words of their own, or none."""


@get(
    "/conversations/{name:str}/differences/{difference:str}",
    opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True,
)  # fmt: skip
def difference_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    difference: FromPath[str],
    done: FromQuery[str] = "",
) -> Response[bytes]:
    """One difference. An id that no longer stands leads to what people settled there, and to the differences that do."""
    shown = keeper.show(name)
    collation = keeper.collation(shown, wait=wants_data(request))
    if collation is None and 1 < len(shown.transcripts):
        return keeper.answer(request, waiting(addresses.difference(shown.id, difference)), status=503)
    found = next((one for one in collation.variants if one.id == difference), None) if collation else None
    if found is None or collation is None:
        return gone(request, keeper, shown, collation, difference)
    lasting = str(request.base_url).rstrip("/") + addresses.difference(shown.id, found.id)
    page = tell(shown, collation, found, keeper.passages(shown), lasting=lasting, done=keeper.notice(done, request))
    return keeper.answer(request, page)


@post(
    "/conversations/{name:str}/differences/{difference:str}/settle", opt={"audience": "keeper"}, include_in_schema=False
)  # fmt: skip
async def settle_form(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], difference: FromPath[str]
) -> Redirect:
    """Settles a difference; the answer leads to its page, where what was settled stands on top."""
    form = await request.form()
    said = {field: str(form.get(field) or "").strip() for field in ("chosen", "words", "note", "reason")}
    if not said["chosen"]:
        raise WrongUsage(
            "the form does not say which reading stands", hint="choose one, your own words, or none of them"
        )
    own = said["chosen"] == OWN
    if own and not said["words"]:
        raise WrongUsage("your own words are missing", hint="write them, or choose a reading")
    done = await keeper.act(
        lambda: actions.settle(
            keeper.desk,
            name,
            difference,
            agent=keeper.agent,
            chosen=None if said["chosen"] in (OWN, OPEN) else said["chosen"],
            words=said["words"] if own else "",
            note=said["note"],
            reason=said["reason"],
        )
    )
    return Redirect(addresses.difference(done.subjects[0], difference, done=done.act), status_code=303)


def tell(
    shown: answers.Shown,
    collation: Collation,
    variant: Variant,
    passages: tuple[Row, ...],
    *,
    lasting: str = "",
    done: parts.DoneNotice | None = None,
) -> pages.DifferencePage:
    """Returns the page of a difference; `passages` are the rows of all versions, in their order."""
    teller = Teller(shown, collation)
    told = teller.difference(variant)
    settled = [teller.settling(one) for one in collation.settled if one.variant == variant.id]
    title = shown.title or gettext("Untitled conversation")
    beside = passage(shown, variant, passages)
    kinds = kinds_on(shown, beside)
    return pages.DifferencePage(
        title=name_of(told, kinds),
        cautions=kinds,
        conversation=parts.Link(text=title, address=addresses.conversation(shown.id)),
        difference=told,
        lasting=lasting,
        place=place(shown, variant),
        tellings=tuple(
            telling(shown, transcript, variant, numbers)
            for transcript, numbers in zip(shown.transcripts, beside, strict=True)
        ),
        settle=addresses.settling(shown.id, variant.id),
        before=tuple(reversed(settled[:-1])),
        choices=tuple(choice(reading) for reading in told.readings),
        done=done,
    )


def name_of(told: differences.Difference, kinds: tuple[str, ...]) -> str:
    """Returns the readings as a title; where the passage is covered, what differs, and none of its words."""
    if care.covers(kinds):
        return care.warning(kinds)
    return gettext(" or ").join(
        f"“{cut(reading.words)}”" if reading.words else gettext("nothing") for reading in told.readings
    )


def kinds_on(shown: answers.Shown, beside: list[list[int]]) -> tuple[str, ...]:
    """Returns the kinds of distress that people marked in a passage, in any version of it."""
    turns = [
        turn.id
        for transcript, numbers in zip(shown.transcripts, beside, strict=True)
        for turn in transcript.turns
        if turn.number in set(numbers)
    ]
    return Covering(shown).on(*turns)


def cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"


def place(shown: answers.Shown, variant: Variant) -> parts.Link:
    """Returns the link to the row of a difference, with the versions beside each other that have it."""
    having = tuple(dict.fromkeys(reading.transcript for reading in variant.readings))[:4]
    differ = "" if variant.material else "any"
    address = f"{addresses.conversation(shown.id, versions=having, differ=differ)}#{variant.id}"
    return parts.Link(text=gettext("In its place in the conversation"), address=address)


def choice(reading: differences.Reading) -> parts.Choosing:
    """Returns a reading as something to choose: it stands for the first version that has it."""
    names = ", ".join(version.name for version in reading.versions)
    return parts.Choosing(value=reading.of[0], words=reading.words or "nothing", names=names, chosen=reading.chosen)


def passage(shown: answers.Shown, variant: Variant, passages: tuple[Row, ...]) -> list[list[int]]:
    """Returns the numbers of the turns that each version has at the place of a difference."""
    order = {transcript.id: number for number, transcript in enumerate(shown.transcripts)}
    read = {(order[reading.transcript], reading.turn) for reading in variant.readings if reading.transcript in order}
    found: list[set[int]] = [set() for _ in shown.transcripts]
    for number, turn in read:
        found[number].add(turn)
    for row in passages:
        if any(turn in row.cells[number] for number, turn in read):
            for number, turns in enumerate(row.cells):
                found[number].update(turns)
    return [sorted(numbers) for numbers in found]


def telling(
    shown: answers.Shown, transcript: answers.TranscriptShown, variant: Variant, numbers: list[int]
) -> differences.Telling:
    """Returns one version's passage with its reading marked."""
    names = speaker_names(shown)
    source = next((source for source in shown.sources if source.id == transcript.source), None)
    readings = [reading for reading in variant.readings if reading.transcript == transcript.id]
    by_number = {turn.number: turn for turn in transcript.turns}
    lines = []
    for turn in (by_number[number] for number in numbers if number in by_number):
        here = [reading for reading in readings if reading.turn == turn.number]
        spots = [
            Spot(
                start=each.start, end=each.end, difference=variant.id, kind=variant.kind, material=variant.material
            )
            for each in here
            if variant.kind != "speaker"
        ]  # fmt: skip
        lines.append(
            differences.Line(
                number=turn.number,
                address=addresses.conversation(turn.id),
                name=", ".join(names.get(speaker, speaker) for speaker in turn.speakers),
                pieces=pieces(turn.text, turn.marks, spots=spots),
                language=turn.language,
                another_voice=bool(here) and variant.kind == "speaker",
            )
        )
    return differences.Telling(
        heading=heading(shown, transcript),
        transcript=transcript.id,
        lines=tuple(lines),
        publisher=(source.publisher or "") if source else "",
        published=words.day(source.published) if source else "",
        source=addresses.source(source.id) if source else "",
        has_reading=bool(readings),
        chosen=variant.chosen == transcript.id,
    )


def waiting(address: str) -> pages.ErrorPage:
    """Returns the page that says that the versions are being compared."""
    return pages.ErrorPage(
        title=gettext("The versions are being compared"),
        status=503,
        message=gettext("They are being compared for the first time, which can take a minute for a long conversation."),
        near=(parts.Link(text=gettext("Look again"), address=address),),
    )


def gone(
    request: Request[Any, Any, Any],
    keeper: Keeper,
    shown: answers.Shown,
    collation: Collation | None,
    difference: str,
) -> Response[bytes]:
    """Returns the answer for a difference that does not stand: what people settled there, and the differences that do."""
    message = f"No difference {difference[:80]} stands in this conversation"
    hint = "The versions were corrected, matched or compared anew since: a difference is named by its readings"
    settled = {one.id: one for one in collation.settled} if collation is not None else {}
    near = []
    for one in keeper.decisions(shown):
        found = settled.get(one.decision.id)
        if isinstance(one.decision, Settlement) and one.decision.variant == difference and found is not None:
            settled_it = gettext("{agent} settled it").format(agent=found.agent)
            if not care.covers(Covering(shown).anywhere()):
                settled_it += f": {found.words or found.note or gettext('it stays open')}"
            text = (
                gettext("{settled}. What stands there now")
                if found.variant
                else gettext("{settled}. Nothing differs there now")
            ).format(settled=settled_it)
            to = addresses.difference(shown.id, found.variant) if found.variant else addresses.conversation(shown.id)
            near.append(parts.Link(text=text, address=to))
    if wants_data(request):
        raise NotFound(message, near=tuple(one.variant for one in settled.values() if one.variant), hint=hint)
    every = addresses.conversation(shown.id, differ="any")
    near.append(parts.Link(text=gettext("All differences of this conversation"), address=every))
    page = pages.ErrorPage(title=gettext("Nothing is here"), status=404, message=message, hint=hint, near=tuple(near))
    return keeper.answer(request, page, status=404)
