"""The writing desk: a person hears a recording and writes what is said, or translates a version turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect
from msgspec.structs import replace

from .. import actions
from ..actions import finding
from ..actions.hearing_answers import DraftShown
from ..actions.hearings import beside_of, original_of
from ..actions.versions import cautions
from ..errors import BadInput, Conflict, EarwitnessError, NotFound
from ..model import Draft, DraftTurn
from ..publish import addresses, words
from ..publish.hearing import Beside, DraftPage, DraftRow, TypedTurn, WritePage
from ..publish.parts import Link
from ..publish.tongue import gettext
from ..times import format_exact, parse_clock
from .keeper import Keeper, wants_data
from .noting import said
from .originals import originals
from .troubles import status_of
from .turns import sentence

KEPT = {"audience": "keeper"}
LIMIT = 8 * 1024 * 1024
BLANK = 4
"""Empty turns that the form without script offers behind the last."""
LANGUAGES = ("en", "ru", "uk", "pl", "de", "fr", "es", "it", "pt", "ro", "ar", "he", "fa", "tr", "ka", "zh", "ja")


@get(addresses.WRITE, opt=KEPT, include_in_schema=False)
async def write_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], of: FromQuery[str] = "", done: FromQuery[str] = ""
) -> Response[bytes]:
    """What is being written, and the form that begins something."""
    page = await keeper.act(lambda: writing(keeper, of))
    return keeper.answer(request, replace(page, done=keeper.notice(done, request)))


@post(addresses.WRITE, opt=KEPT, include_in_schema=False)
async def write_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes] | Redirect:
    """Begins a draft, and leads to it."""
    form = await request.form()
    of = said(form, "of")
    try:
        draft = await keeper.act(
            lambda: actions.write(
                keeper.desk, of, agent=keeper.agent, language=said(form, "language") or None,
                title=said(form, "name"), blind=said(form, "blind") == "1",
            )
        )  # fmt: skip
    except EarwitnessError as error:
        if wants_data(request):
            raise
        page = writing(keeper, of if not isinstance(error, NotFound) else "")
        page = replace(page, trouble=sentence(error), language=said(form, "language"))
        return keeper.answer(request, page, status=status_of(error))
    return Redirect(addresses.draft(draft.id), status_code=303)


@get("/drafts/{name:str}", opt=KEPT, include_in_schema=False)
async def draft_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]
) -> Response[bytes]:
    """One draft with its sound."""
    return keeper.answer(request, await keeper.act(lambda: drafted(keeper, actions.draft(keeper.desk, name))))


@post("/drafts/{name:str}", opt=KEPT, include_in_schema=False, request_max_body_size=LIMIT)
async def draft_form(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str]
) -> Response[bytes] | Redirect:
    """Keeps what was typed; then, as `do` says, hands it in, puts it away, or shows the other versions."""
    form = await request.form()
    do, desk, agent = said(form, "do"), keeper.desk, keeper.agent
    if do == "back":
        await keeper.act(lambda: actions.put_away(desk, name, back=True))
        return Redirect(addresses.draft(name), status_code=303)
    try:
        turns, version = typed(form), number(said(form, "version"))
        saved = await keeper.act(
            lambda: actions.save(
                desk, name, turns, version=version, agent=agent, title=said(form, "name"),
                language=said(form, "language"), at=number(said(form, "at")),
            )
        )  # fmt: skip
        if do == "hand-in":
            done = await keeper.act(
                lambda: actions.hand_in(desk, name, agent=agent, version=saved.version, reason=said(form, "reason"))
            )
            return Redirect(landing(keeper, done.subjects[0], done.act), status_code=303)
    except EarwitnessError as error:
        if wants_data(request):
            raise
        draft = actions.draft(desk, name)
        if not isinstance(error, Conflict):
            draft = replace(draft, turns=loosely(form))  # what was typed is not lost with the error
        return keeper.answer(
            request, replace(drafted(keeper, draft), trouble=sentence(error)), status=status_of(error)
        )  # fmt: skip
    if do == "away":
        await keeper.act(lambda: actions.put_away(desk, name))
        return Redirect(addresses.WRITE, status_code=303)
    if do == "look-up":
        opened = await keeper.act(lambda: actions.look_up(desk, name, agent=agent))
        return Redirect(addresses.conversation(opened.conversation), status_code=303)
    return Redirect(addresses.draft(name), status_code=303)


def writing(keeper: Keeper, of: str) -> WritePage:
    """Returns the list of drafts, with the form for what is to be begun."""
    told = actions.drafts(keeper.desk)
    about, translates = None, False
    if of:
        noun = finding.noun(keeper.desk, of)
        home = finding.conversation_of(keeper.desk, of)
        about = Link(text=name_of(keeper, home), address=addresses.conversation(home))
        translates = noun == "transcript"
    return WritePage(
        title=gettext("Write"),
        drafts=tuple(row(keeper, each) for each in told.drafts),
        away=tuple(row(keeper, each) for each in told.away),
        of=of,
        about=about,
        translates=translates,
        languages=languages(),
    )


def row(keeper: Keeper, draft: DraftShown) -> DraftRow:
    """Returns a draft as a line of the list."""
    language = words.language(draft.language) if draft.language else ""
    what = gettext("Translation") if draft.kind == "translation" else gettext("Transcript")
    try:
        name = draft.title or name_of(keeper, draft.conversation)
    except NotFound:
        name = draft.title or draft.id
    return DraftRow(
        link=Link(text=name, address=addresses.draft(draft.id)),
        what=f"{what} ({language})" if language else what,
        agent=draft.agent,
        saved=words.moment(draft.saved),
        turns=words.count(draft.turns, "turn"),
        blind=draft.blind,
        id=draft.id,
    )


def drafted(keeper: Keeper, draft: Draft) -> DraftPage:
    """Returns the page of a draft."""
    catalog = keeper.desk.archive.catalog
    original = original_of(keeper.desk, draft)
    beside = {}
    if original is not None:
        whole = actions.show(keeper.desk, original.id)
        told = next((each for each in whole.transcripts if each.id == original.id), None)
        beside = originals(original, cautions(whole, told) if told is not None else {})
    sound, duration = "", 0
    if draft.recording is not None:
        duration = catalog.recording(draft.recording).duration
        sound = addresses.sound(draft.recording)
    turns = tuple(
        TypedTurn(
            id=turn.id, number=number, speaker=turn.speaker, text=turn.text,
            start=format_exact(turn.start) if turn.start is not None else "",
            end=format_exact(turn.end) if turn.end is not None else "",
            of=turn.of, second=turn.second, note=turn.note, original=beside.get(turn.of),
        )
        for number, turn in enumerate(_with_blanks(draft), 1)
    )  # fmt: skip
    stands = catalog.heads([original.id])[0].revision if original is not None else 0
    return DraftPage(
        title=draft.title or name_of(keeper, draft.conversation),
        id=draft.id,
        kind=draft.kind,
        conversation=Link(text=name_of(keeper, draft.conversation), address=addresses.conversation(draft.conversation)),
        sound=sound,
        duration=duration,
        at=draft.at,
        language=draft.language or "",
        languages=languages(),
        name=draft.title,
        agent=draft.agent,
        version=draft.version,
        saved=words.moment(draft.saved),
        blind=draft.blind,
        opened=tuple(words.moment(time) for time in draft.opened),
        turns=turns,
        speakers=tuple(dict.fromkeys(turn.speaker for turn in draft.turns if turn.speaker)),
        beside=tuple(
            Beside(name=name, agent=other.agent, saved=words.moment(other.saved),
                   lines=tuple(f"{turn.speaker}: {turn.text}" for turn in other.turns if turn.text))
            for name, other in beside_of(keeper.desk, draft.id)
        ),
        changed=original is not None and original.revision < stands,
        can_open=draft.blind,
    )  # fmt: skip


def _with_blanks(draft: Draft) -> Sequence[DraftTurn]:
    """Returns the turns; of a transcript with some empty ones behind them, which a browser without script needs."""
    if draft.kind == "translation":
        return draft.turns
    last = max((int(turn.id) for turn in draft.turns if turn.id.isdecimal()), default=0)
    return (*draft.turns, *(DraftTurn(id=str(last + number)) for number in range(1, BLANK + 1)))


def name_of(keeper: Keeper, conversation: str) -> str:
    """Returns what a conversation is called."""
    return keeper.desk.archive.catalog.conversation(conversation).title or gettext("Untitled conversation")


def languages() -> tuple[tuple[str, str], ...]:
    return tuple((code, words.language(code)) for code in LANGUAGES)


def typed(form: FormMultiDict) -> tuple[DraftTurn, ...]:
    """Returns the turns that a form holds; empty ones are none. Raises BadInput for a time that is none."""
    found = []
    for place, id in enumerate(_every(form, "turn")):
        turn = _typed(form, place, id)
        times = []
        for field in ("start", "end"):
            written = _nth(form, field, place).strip()
            time = parse_clock(written) if written else None
            if written and time is None:
                raise BadInput(f"“{written[:40]}” is no time within a recording", hint="write it as 1:23.4")
            times.append(time)
        turn = replace(turn, start=times[0], end=times[1])
        if turn.of or turn.text.strip() or turn.speaker.strip():
            found.append(turn)
    return tuple(found)


def loosely(form: FormMultiDict) -> tuple[DraftTurn, ...]:
    """Returns the turns of a form whose times need not be any."""
    return tuple(_typed(form, place, id) for place, id in enumerate(_every(form, "turn")))


def _typed(form: FormMultiDict, place: int, id: str) -> DraftTurn:
    return DraftTurn(
        id=id, speaker=_nth(form, "speaker", place).strip(), text=_nth(form, "text", place), of=_nth(form, "of", place),
        second=_nth(form, "second", place), note=_nth(form, "note", place),
    )  # fmt: skip


def _every(form: FormMultiDict, name: str) -> list[str]:
    return [str(value).replace("\r\n", "\n") for value in form.getall(name, []) if isinstance(value, str)]


def _nth(form: FormMultiDict, name: str, place: int) -> str:
    values = _every(form, name)
    return values[place] if place < len(values) else ""


def number(text: str) -> int:
    """Returns a whole number that a form sends. Raises BadInput where it is none."""
    if not text.isascii() or not text.isdecimal() or 18 < len(text):
        raise BadInput("the form does not say what it was made on", hint="open the draft again")
    return int(text)


def landing(keeper: Keeper, transcript: str, act: str) -> str:
    """Returns where a draft leads that was handed in: to the version it became, beside the one that it is compared with."""
    home = finding.conversation_of(keeper.desk, transcript)
    others = [each.id for each in keeper.desk.archive.catalog.transcripts_of(home, with_turns=False)]
    made_from = keeper.desk.archive.catalog.heads([transcript])[0].made_from
    first = made_from if made_from in others else next((id for id in others if id != transcript), "")
    return addresses.conversation(home, versions=[id for id in (first, transcript) if id], done=act)


HANDLERS = (write_page, write_form, draft_page, draft_form)
