"""Mending a turn on the pages: its form, what it sends, and the revisions of a version beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions.correcting import Corrected
from ..actions.covering import Covering
from ..actions.differing import TurnDiffers
from ..actions.edits import Drop, Edit, Insert, Language, Merge, Move, Split, Times, Voices, Words
from ..actions.finding import conversation_of
from ..actions.versions import heading
from ..actions.wording import LineShown, line_of_turn
from ..errors import EarwitnessError, NotFound, Overtaken, WrongUsage
from ..identifiers import split
from ..publish import addresses, parts, words
from ..publish.tongue import gettext
from ..publish.wording import DiffPiece, DiffRow, MendPage, RevisionRow, RevisionsPage, TurnClash, VoiceChoice
from ..times import parse_clock
from .keeper import Keeper, wants_data
from .turns import sentence

KEPT = {"audience": "keeper"}
BODY_LIMIT = 1024 * 1024


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What a form's script is told once it is written."""

    act: str | None
    address: str
    """Where the page goes on."""


@get("/conversations/{name:str}/turns/{turn:str}/mend", opt=KEPT, include_in_schema=False)
async def mend_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], turn: FromPath[str]
) -> Response[bytes]:
    """A turn, ready to be mended."""
    return keeper.answer(request, await keeper.act(lambda: page_of(keeper, name, turn)))


@post(
    "/conversations/{name:str}/turns/{turn:str}/mend", opt=KEPT, include_in_schema=False, status_code=200,
    request_max_body_size=BODY_LIMIT,
)  # fmt: skip
async def mend_form(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], turn: FromPath[str]
) -> Response[bytes] | Redirect:
    """Writes what was mended; where somebody changed the turn meanwhile, shows both and writes nothing."""
    form = await request.form()
    data = wants_data(request)
    try:
        done = await keeper.act(lambda: _written(keeper, turn, form))
    except EarwitnessError as error:
        if data or (isinstance(error, NotFound) and not isinstance(error, Overtaken)):
            raise
        told = error
        page = await keeper.act(lambda: _typed(page_of(keeper, name, turn, gone=True), form, told))
        return keeper.answer(request, page, status=409 if isinstance(error, Overtaken) else 400)
    stays = done.new[0] if done.new and form.get("do") == "insert" else turn
    home = await keeper.act(lambda: _address(keeper, name, stays))
    address = addresses.with_done(home, done.act) if done.act else home
    if data:
        content = msgspec.json.encode(Written(act=done.act, address=address))
        return Response(content, media_type="application/json")
    return Redirect(address, status_code=303)


def _written(keeper: Keeper, turn: str, form: FormMultiDict) -> Corrected:
    edits = edits_of(turn, form, line_of_turn(keeper.desk, turn) if _stands(keeper, turn) else None)
    reason = " ".join(str(form.get("reason") or "").split())
    return actions.correct(keeper.desk, edits, agent=keeper.agent, reason=reason)


def _stands(keeper: Keeper, turn: str) -> bool:
    try:
        keeper.desk.archive.catalog.turn(turn)
    except NotFound:
        return False
    return True


def edits_of(turn: str, form: FormMultiDict, stands: LineShown | None) -> list[Edit]:
    """Returns the edits that a form comes to. Raises WrongUsage where it does not say enough."""
    do = str(form.get("do") or "save")
    number = str(form.get("revision") or "")
    told: dict[str, Any] = {"turn": turn, "revision": int(number) if number.isdecimal() and len(number) < 9 else None}
    seen = {**told, "was": str(form["was"]).replace("\r\n", "\n")} if "was" in form else told
    chosen = [str(each) for each in form.getall("voice", [])]
    if fresh := str(form.get("new_voice") or "").strip():
        chosen.append(fresh)
    if do in ("up", "down"):
        return [Move(to=do, **told)]
    if do == "drop":
        return [Drop(**seen)]
    if do == "insert":
        voice = str(form.get("inserted_voice") or "").strip()
        return [Insert(line=str(form.get("inserted") or ""), speakers=(voice,) if voice else (), **told)]
    line = str(form.get("line") or "").replace("\r\n", "\n")
    own: list[Edit] = []
    if do == "split" and (lines := form.getall("lines", [])):
        if len(lines) != 2:
            raise WrongUsage("a split has two halves", hint="put the caret between them")
        own.append(Split(lines=(str(lines[0]), str(lines[1])), **seen))
    else:
        own.append(Words(line=line, **seen))
    if do == "save" or chosen:
        own.append(Voices(speakers=tuple(chosen), **told))
    own.append(Times(start=moment(form, "start", stands), end=moment(form, "end", stands), **told))
    own.append(Language(language=str(form.get("language") or "").strip() or None, **told))
    if do == "split" and not form.getall("lines", []):
        own.append(Split(second=str(form.get("second") or "").strip(), **told))
    elif do in ("merge-previous", "merge-next"):
        both = tuple(chosen) if form.get("both") else None
        own.append(Merge(into=do.removeprefix("merge-"), speakers=both, **told))
    elif do not in ("save", "split"):
        raise WrongUsage("the form does not say what is meant", hint="press one of the buttons")
    return own


def moment(form: FormMultiDict, field: str, stands: LineShown | None) -> Any:
    """Returns a time as it was typed: `1:23.4` or seconds, None where it is not known, UNSET where the form says nothing."""
    if field not in form:
        return msgspec.UNSET
    text = str(form.get(field) or "").strip().replace(",", ".")
    if not text:
        return None
    if text.replace(".", "", 1).isdecimal() and len(text) < 12:
        whole, _, part = text.partition(".")
        return int(whole or 0) * 1000 + int((part + "000")[:3])
    if (time := parse_clock(text)) is None:
        raise WrongUsage(f"“{text[:40]}” is no time", hint="write it as 1:23.4")
    return time


def page_of(keeper: Keeper, name: str, turn: str, *, gone: bool = False) -> MendPage:
    """Returns the form of a turn; of one that is gone, where that may be, an empty form."""
    shown = keeper.show(name)
    title = shown.title or gettext("Untitled conversation")
    address = addresses.mending(shown.id, turn)
    conversation = parts.Link(text=title, address=addresses.conversation(shown.id))
    if gone and not _stands(keeper, turn):
        return MendPage(
            title=gettext("Mend a turn"), id=turn, address=address, conversation=conversation, turn=conversation,
            back=addresses.conversation(shown.id), revision=0, was="", line="", voices=(),
        )  # fmt: skip
    stands = line_of_turn(keeper.desk, turn)
    if stands.transcript not in {each.id for each in shown.transcripts}:
        raise NotFound(f"there is no turn {turn[:80]} in this conversation", near=(shown.id,))
    return MendPage(
        title=gettext("Mend turn {number}").format(number=stands.number),
        id=turn,
        address=address,
        conversation=conversation,
        turn=parts.Link(
            text=gettext("Turn {number}").format(number=stands.number), address=addresses.turn(shown.id, turn)
        ),
        back=_address(keeper, name, turn),
        revision=stands.revision,
        was=stands.line,
        line=stands.line,
        voices=tuple(
            VoiceChoice(id=str(split(each.id)[1]), label=each.label, role=each.role, chosen=each.speaks)
            for each in stands.voices
        ),
        start=stands.start,
        end=stands.end,
        language=stands.language,
        inferred=stands.inferred,
        previous=addresses.mending(shown.id, stands.previous) if stands.previous else "",
        next=addresses.mending(shown.id, stands.next) if stands.next else "",
        cautions=Covering(shown).on(turn),
    )


def _typed(page: MendPage, form: FormMultiDict, error: EarwitnessError) -> MendPage:
    """Returns the form with what was typed in it, and why it was not written."""
    chosen = {str(each) for each in form.getall("voice", [])}
    typed = str(form["line"]) if "line" in form else page.line
    typed = " ".join(str(each) for each in form.getall("lines", [])) or typed
    clashes = error.clashes if isinstance(error, Overtaken) else ()
    return msgspec.structs.replace(
        page,
        line=typed.replace("\r\n", "\n"),
        voices=tuple(msgspec.structs.replace(each, chosen=each.id in chosen) for each in page.voices),
        new_voice=str(form.get("new_voice") or ""),
        start=str(form.get("start") or ""),
        end=str(form.get("end") or ""),
        language=str(form.get("language") or ""),
        reason=str(form.get("reason") or ""),
        trouble="" if clashes else sentence(error),
        clashes=tuple(
            dict.fromkeys(TurnClash(before=clash.before, now=clash.found or "") for clash in clashes)
        ),
    )  # fmt: skip


def _address(keeper: Keeper, name: str, turn: str) -> str:
    """Returns where a turn stands on the reading page, with its version shown; the page alone where it is gone."""
    home = conversation_of(keeper.desk, name)
    if not _stands(keeper, turn):
        return addresses.conversation(home)
    return addresses.conversation(home, turn=turn)


Revision = Annotated[int | None, QueryParameter(ge=1, le=100_000_000)]


@get("/conversations/{name:str}/revisions/{transcript:str}", opt=KEPT, include_in_schema=False, sync_to_thread=True)
def revisions_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    transcript: FromPath[str],
    a: Revision = None,
    b: Revision = None,
) -> Response[bytes]:
    """What differs between two revisions of a version, and all there are."""
    shown = keeper.show(name)
    version = next((each for each in shown.transcripts if each.id == transcript), None)
    if version is None:
        raise NotFound(f"there is no version {transcript[:80]} in this conversation", near=(shown.id,))
    diff = actions.diff(keeper.desk, transcript, a, b)
    standing = {turn.id for turn in version.turns}
    covering = Covering(shown)
    effective = [each.revision for each in diff.revisions if not each.undone]
    page = RevisionsPage(
        title=gettext("Revisions of {version}").format(version=heading(shown, version)),
        id=transcript,
        address=addresses.revisions(shown.id, transcript, {"a": diff.a, "b": diff.b}),
        conversation=parts.Link(
            text=shown.title or gettext("Untitled conversation"), address=addresses.conversation(shown.id)
        ),
        version=parts.Link(
            text=heading(shown, version), address=addresses.conversation(shown.id, versions=(transcript,))
        ),
        a=diff.a,
        b=diff.b,
        rows=tuple(_row(each, shown.id, standing) for each in diff.turns),
        voices=tuple((id, ", ".join(before) or "—", ", ".join(after) or "—") for id, before, after in diff.speakers),
        revisions=tuple(
            RevisionRow(
                number=each.revision,
                who=each.agent,
                verb=words.verb(each.verb),
                time=words.moment(each.time),
                reason=each.reason,
                address=addresses.revisions(
                    shown.id, transcript, {"a": _before(effective, each.revision), "b": each.revision}
                )
                if 1 < each.revision
                else "",
                act=parts.Link(text=each.act, address=addresses.log({"subject": each.act})),
                undone=each.undone,
                chosen=each.revision == diff.b and not each.undone,
            )
            for each in diff.revisions
        ),
        cautions=tuple(dict.fromkeys(covering.anywhere())),
    )
    return keeper.answer(request, page)


def _before(effective: Sequence[int], revision: int) -> int:
    return max((number for number in effective if number < revision), default=1)


def _row(turn: TurnDiffers, conversation: str, standing: set[str]) -> DiffRow:
    number = turn.after if turn.after is not None else turn.before
    pairs = (
        (gettext("Who says it"), turn.speakers), (gettext("When it is said"), turn.times),
        (gettext("Language"), turn.languages),
    )  # fmt: skip
    return DiffRow(
        kind=turn.kind,
        link=parts.Link(
            text=gettext("Turn {number}").format(number=number),
            address=addresses.turn(conversation, turn.turn) if turn.turn in standing else "",
        ),
        pieces=tuple(DiffPiece(kind=piece.kind, words=piece.words) for piece in turn.pieces),
        facts=tuple((what, *pair) for what, pair in pairs if pair is not None),
    )


HANDLERS = (mend_page, mend_form, revisions_page)
