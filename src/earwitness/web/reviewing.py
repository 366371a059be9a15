"""Reviewing: how a page was read, beside the page itself; a person ticks lines and says what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions.covering import Covering
from ..actions.mending import HintShown, Saying
from ..actions.outlining import Outline, OutlineLine
from ..errors import Conflict, EarwitnessError, WrongUsage
from ..identifiers import split, within
from ..model import MARK_TYPES, Transcript, Turn
from ..publish import addresses, parts, words
from ..publish.passages import pieces
from ..publish.reviewing import ReadTurn, ReviewHint, ReviewLine, ReviewPage, ReviewStretch, ReviewVoice
from ..publish.sheet import VOICE_COLOURS
from ..publish.tongue import gettext
from .keeper import Keeper
from .sources import showing

LINES = 400
"""Lines on one page; a page of 20,000 is walked in pieces."""
MOST_CHANGES = 12


@get("/sources/{name:str}/reading", opt={"audience": "keeper"}, include_in_schema=False)
async def review_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    line: Annotated[int, QueryParameter(ge=1, le=10_000_000)] = 1,
    turn: FromQuery[str] = "",
    done: FromQuery[str] = "",
) -> Response[bytes] | Redirect:
    """How a source was read; `turn` leads to the line that it was read from."""
    if turn:
        outline = await keeper.act(lambda: keeper.outline(name))
        found = next((each.number for each in outline.lines if turn in each.turns), None)
        return Redirect(addresses.reading(outline.source, {"line": found}) + (f"#line-{found}" if found else ""))
    page = await keeper.act(lambda: review(keeper, keeper.outline(name), line=line))
    if done:
        page = msgspec.structs.replace(page, done=keeper.notice(done, request), changes=changed(keeper, done))
    return keeper.answer(request, page)


@post("/sources/{name:str}/reading", opt={"audience": "keeper"}, include_in_schema=False, status_code=200)
async def review_form(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]
) -> Response[bytes] | Redirect:
    """Writes what a person says of the ticked lines; where somebody acted meanwhile, shows both and writes nothing."""
    form = await request.form()
    first = str(form.get("start") or "1")
    start = int(first) if first.isdecimal() and first != "0" else 1
    ticked = [int(each) for each in form.getall("line", []) if isinstance(each, str) and each.isdecimal()]
    expected = str(form.get("standing") or "")
    try:
        sayings = said(form, ticked)
        mended = await keeper.act(
            lambda: actions.mend(
                keeper.desk, name, sayings, agent=keeper.agent, reason=str(form.get("reason") or "").strip(),
                expected=expected,
            )
        )  # fmt: skip
    except Conflict as error:
        page = await keeper.act(lambda: review(keeper, keeper.outline(name), line=start, ticked=ticked))
        since = tuple(hint for hint in page.hints if expected.isdecimal() and _after(keeper, hint, int(expected)))
        return keeper.answer(
            request,
            msgspec.structs.replace(_kept(page, form), since=since, wanted=_wanted(form, page), trouble=error.message),
            status=409,
        )
    except EarwitnessError as error:
        page = await keeper.act(lambda: review(keeper, keeper.outline(name), line=start, ticked=ticked))
        trouble = f"{error.message[:1].upper()}{error.message[1:]}. {error.hint}".strip()
        return keeper.answer(request, msgspec.structs.replace(_kept(page, form), trouble=trouble), status=400)
    query = {"done": mended.act, "line": start if 1 < start else None}
    anchor = f"#line-{ticked[0]}" if ticked else ""
    return Redirect(addresses.reading(mended.source, query) + anchor, status_code=303)


def said(form: FormMultiDict, ticked: Sequence[int]) -> list[Saying]:
    """Returns what a form says. Raises WrongUsage where it does not say enough."""
    how = str(form.get("how") or "")
    labels = tuple(label for label in form.getall("label", []) if isinstance(label, str))
    if how in ("one voice", "two voices", "no voice"):
        return [Saying(kind=how, labels=labels)]  # type: ignore[arg-type]
    if how.startswith("withdraw "):
        return [Saying(kind="withdrawn", of=how.removeprefix("withdraw "))]
    typed = str(form.get("words") or "").strip()
    if how in ("editor", "speech"):
        mark = str(form.get("mark") or "gloss")
        if not typed:
            raise WrongUsage("no words were given", hint="type or select the words, and tick their line")
        return [
            Saying(
                kind=how, words=typed, line=ticked[0] if ticked else None,  # type: ignore[arg-type]
                mark=mark if how == "editor" and mark in MARK_TYPES else None,
            )
        ]  # fmt: skip
    if how not in ("turn", "one turn", "follows", "no turn"):
        raise WrongUsage("the form does not say what is meant", hint="press one of the buttons")
    if not ticked and not typed:
        raise WrongUsage("no line was ticked", hint="tick the lines that are meant, then press the button")
    chosen = str(form.get("other") or "").strip() or str(form.get("voice") or "")
    voice = None if not chosen or how not in ("turn", "one turn") else chosen.removeprefix("?")
    if typed:
        line = ticked[0] if ticked else None
        return [Saying(kind="turn" if how == "one turn" else how, words=typed, line=line, voice=voice)]  # type: ignore[arg-type]
    if how == "one turn":
        return [Saying(kind="turn", line=min(ticked), to=max(ticked), voice=voice)]
    return [Saying(kind=how, line=line, voice=voice) for line in sorted(ticked)]  # type: ignore[arg-type]


def _after(keeper: Keeper, hint: ReviewHint, sequence: int) -> bool:
    return sequence < keeper.desk.archive.catalog.act(hint.act.text).sequence


def _kept(page: ReviewPage, form: FormMultiDict) -> ReviewPage:
    """Returns the page with what was typed."""
    return msgspec.structs.replace(
        page, words=str(form.get("words") or ""), voice=str(form.get("other") or form.get("voice") or ""),
        mark=str(form.get("mark") or "gloss"),
    )  # fmt: skip


def _wanted(form: FormMultiDict, page: ReviewPage) -> str:
    """Returns what a person wanted to say, in words."""
    how = {
        "turn": gettext("This is a turn"), "one turn": gettext("These lines are one turn"),
        "follows": gettext("Goes on with the turn before"), "no turn": gettext("This is no turn"),
        "one voice": gettext("These are one voice"), "two voices": gettext("A voice of its own"),
        "no voice": gettext("This is no voice"), "editor": gettext("The editor's words"), "speech": gettext("This was said"),
    }.get(str(form.get("how") or ""), gettext("This no longer holds"))  # fmt: skip
    lines = [line.text for stretch in page.stretches for line in stretch.lines if line.ticked]
    about = [str(form.get("words") or ""), *(str(label) for label in form.getall("label", [])), *lines]
    told = "; ".join(f"“{text[:80]}”" for text in about if text)
    return f"{how}: {told}" if told else how


def changed(keeper: Keeper, act: str) -> tuple[str, ...]:
    """Returns what an act changed in the transcripts, turn by turn, in sentences."""
    from ..actions.rebasing import differences

    catalog = keeper.desk.archive.catalog
    try:
        records = catalog.records(act)[1]
    except EarwitnessError:
        return ()
    told: list[str] = []
    for after in records:
        if isinstance(after, Transcript):
            before = catalog.transcript(after.id, after.revision - 1).turns if 1 < after.revision else ()
            for change in differences(before, after.turns):
                told.append(
                    {
                        "added": gettext("turn {number} is new: {after}"),
                        "removed": gettext("turn {number} is gone: {before}"),
                        "changed": gettext("turn {number}: {before} → {after}"),
                    }[change.kind].format(number=change.number, before=_cut(change.before), after=_cut(change.after))
                )
    more = len(told) - MOST_CHANGES
    return (*told[:MOST_CHANGES], *((gettext("and {n} more").format(n=more),) if 0 < more else ()))


def _cut(text: str | None) -> str:
    text = " ".join((text or "").partition(": ")[2].split()) or (text or "")
    return text if len(text) < 90 else text[:89] + "…"


def review(keeper: Keeper, outline: Outline, *, line: int = 1, ticked: Sequence[int] = ()) -> ReviewPage:
    """Returns the page of a reading, from the line on that was asked for."""
    catalog = keeper.desk.archive.catalog
    source = catalog.source(outline.source)
    start = (line - 1) // LINES * LINES
    shown = outline.lines[start : start + LINES]
    transcripts = {name: catalog.transcript(name) for name in outline.transcripts}
    turns = {within(name, turn.id): (whole, turn) for name, whole in transcripts.items() for turn in whole.turns}
    opened = {turn for each in outline.lines[:start] for turn in each.turns}
    covering = coverings(keeper, transcripts)
    lines = [_line(each, turns, opened, ticked, covering) for each in shown]
    furniture = {each.number for each in shown if each.furniture and not each.turns}
    address = addresses.reading(outline.source)
    return ReviewPage(
        title=gettext("How it was read"),
        source=parts.Link(text=outline.title, address=addresses.source(outline.source)),
        address=address,
        sentence=", ".join(
            (words.count(outline.turns, "turn"), words.count(len(outline.voices), "voice"), _lines(len(outline.lines)))
        ),
        conversations=tuple(
            parts.Link(text=catalog.conversation(name).title or name, address=addresses.conversation(name))
            for name in dict.fromkeys(catalog.canonical(whole.conversation) for whole in transcripts.values())
        ),
        stretches=tuple(
            ReviewStretch(lines=tuple(group), furniture=apart)
            for apart, group in groupby(lines, key=lambda each: each.number in furniture)
        ),
        voices=tuple(
            ReviewVoice(
                label=label, voice=" = ".join(voice.labels), turns=voice.turns, role=voice.role,
                colour=_colour(transcripts[voice.transcript], voice.id),
            )
            for voice in outline.voices
            for label in voice.labels
        ),
        hints=tuple(hint_shown(hint) for hint in outline.hints),
        marks=tuple((kind, words.mark(kind)) for kind in MARK_TYPES),
        standing=outline.standing,
        captured=addresses.captured(outline.source),
        shows_captured=showing(source.media_type) != "download",
        doubts=(
            *source.doubts,
            *(doubt.what for whole in transcripts.values() for doubt in whole.doubts if doubt.turn is None),
        ),
        cautions=tuple(dict.fromkeys(kind for one in covering for kind in one.anywhere())),
        lost=len(outline.lost),
        start=start + 1,
        earlier=addresses.reading(outline.source, {"line": max(1, start - LINES + 1)}) if start else "",
        later=addresses.reading(outline.source, {"line": start + LINES + 1})
        if start + LINES < len(outline.lines)
        else "",
    )  # fmt: skip


def _lines(count: int) -> str:
    return gettext("{n} lines on the page").format(n=words.figure(count))


def _line(
    line: OutlineLine, turns: dict[str, tuple[Transcript, Turn]], opened: set[str], ticked: Sequence[int],
    covering: Sequence[Covering],
) -> ReviewLine:  # fmt: skip
    read = []
    for name in line.turns:
        if name in turns:
            read.append(_turn(name, *turns[name], line, opens=name not in opened))
            opened.add(name)
    kinds = tuple(dict.fromkeys(kind for one in covering for kind in one.on(*line.turns)))
    return ReviewLine(
        number=line.number, text=line.text, turns=tuple(read), ticked=line.number in ticked, cautions=kinds
    )  # fmt: skip


def coverings(keeper: Keeper, transcripts: Mapping[str, Transcript]) -> tuple[Covering, ...]:
    """Returns what people marked as distressing in the conversations that these were read from."""
    catalog = keeper.desk.archive.catalog
    homes = dict.fromkeys(catalog.canonical(whole.conversation) for whole in transcripts.values())
    places = [*transcripts, *(member for home in homes for member in catalog.members(home))]
    if not catalog.annotations(places, noun="caution"):
        return ()
    return tuple(Covering(keeper.show(home)) for home in homes)


def _turn(name: str, whole: Transcript, turn: Turn, line: OutlineLine, *, opens: bool) -> ReadTurn:
    labels = {speaker.id: speaker.labels[0] if speaker.labels else speaker.id for speaker in whole.speakers}
    # What was read is shown where the line does not say it as it stands: a mark, words left out or put in.
    plain = not turn.marks and " ".join(turn.text.split()) in line.text
    return ReadTurn(
        number=turn.number,
        address=addresses.conversation(split(name)[0], turn=name),
        voice=_colour(whole, turn.speakers[0]) if turn.speakers else 0,
        name=" + ".join(labels[id] for id in turn.speakers),
        opens=opens,
        pieces=pieces(turn.text, turn.marks) if opens and not plain and "\n" not in turn.text else (),
        doubts=tuple(doubt.what for doubt in whole.doubts if doubt.turn == turn.number) if opens else (),
        inferred=turn.inferred,
    )


def _colour(whole: Transcript, speaker: str) -> int:
    ids = [each.id for each in whole.speakers]
    return ids.index(speaker) % VOICE_COLOURS + 1 if speaker in ids else 0


def hint_shown(hint: HintShown) -> ReviewHint:
    return ReviewHint(
        id=hint.id, what=hint.what, agent=hint.agent, time=hint.time, reason=hint.reason, unfit=hint.unfit,
        act=parts.Link(text=hint.act, address=addresses.log({"subject": hint.act})),
    )  # fmt: skip
