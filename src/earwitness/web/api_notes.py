"""Notes, codes and cautions over the API: the same JSON as the commands; acts want the token."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from .. import actions
from ..actions import outcomes
from ..actions.anchoring import Passage
from ..actions.annotated import CodebookShown, NotesListed, Remarks
from ..errors import WrongUsage
from .api import Limit, Offset
from .keeper import Keeper

KEPT = {"audience": "keeper"}
OPEN = {"audience": "others"}
BODY_LIMIT = 1024 * 1024


class OnPassage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where something is written: one turn (and words in it), or several passages of one version."""

    turn: str = ""
    words: str | None = None
    prefix: str = ""
    suffix: str = ""
    passages: tuple[Passage, ...] = ()
    reason: str = ""

    def all(self) -> tuple[Passage, ...]:
        """Returns the passages, in whichever way they were named."""
        if not self.turn:
            return self.passages
        return (
            Passage(turn=self.turn, words=self.words, prefix=self.prefix, suffix=self.suffix),
            *self.passages,
        )


class Noting(OnPassage, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A note on a passage; with `note`, an answer to that note, or with `reword`, its new wording."""

    text: str
    note: str = ""
    reword: bool = False
    expected: str | None = None
    """What the note said when it was looked at."""


class Coding(OnPassage, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A code on a passage or on `conversations` as wholes, by its id, path or name; `create` adds one that the codebook does
    not have, `off` takes it off the conversations."""

    code: str
    create: bool = False
    conversations: tuple[str, ...] = ()
    off: bool = False


class Cautioning(OnPassage, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A passage, or `whole` a version or conversation, that is distressing."""

    kind: str = "other"
    whole: str = ""


class ChangingCodebook(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act on the codebook. `to` is the new name, the new parent (empty: the top) or the code that stays."""

    do: Literal["add", "define", "rename", "move", "merge", "retire", "restore"]
    code: str
    to: str = ""
    means: str = ""
    colour: int | None = None
    expected: str | None = None
    """What stood there when it was looked at; anything else is a conflict."""
    reason: str = ""


class Withdrawing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A note, a coding or a caution to take off."""

    id: str
    reason: str = ""


@get("/api/remarks", opt=OPEN, sync_to_thread=True)
def remarks(keeper: NamedDependency[Keeper], id: FromQuery[str]) -> Remarks:
    """All notes, codings and cautions on a conversation, each with the places where its words stand now."""
    return actions.remarks_on(keeper.desk, keeper.exits.show("api", id).id)


@get("/api/notes", opt=OPEN, sync_to_thread=True)
def notes(
    keeper: NamedDependency[Keeper],
    code: FromQuery[str | None] = None,
    by: FromQuery[str | None] = None,
    in_: FromQuery[str | None] = None,
    what: FromQuery[str | None] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> NotesListed:
    """Notes and coded passages, as `earwitness notes --json` gives them; what is held back is not counted."""
    return actions.notes(
        keeper.desk, code=code, by=by, in_=in_, what=what, limit=limit, offset=offset,
        without=keeper.exits.barred("api"), audience="others" if keeper.for_others else "keeper",
    )  # fmt: skip


@get("/api/codebook", opt=OPEN, sync_to_thread=True)
def codebook(keeper: NamedDependency[Keeper]) -> CodebookShown:
    """The codebook, as `earwitness codebook --json` gives it; for others only codes on what they may see."""
    return actions.codebook(keeper.desk, without=keeper.exits.barred("api"), used=keeper.for_others)


@post("/api/note", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def note(keeper: NamedDependency[Keeper], data: JSONBody[Noting]) -> outcomes.Done:
    """Writes a note, an answer to one, or its new wording, as `earwitness note` does."""
    desk, agent = keeper.desk, keeper.agent
    if data.note and data.reword:
        return await keeper.act(
            lambda: actions.reword(
                desk, data.note, data.text, agent=agent, expected=data.expected, reason=data.reason
            )
        )  # fmt: skip
    if data.note:
        return await keeper.act(lambda: actions.answer(desk, data.note, data.text, agent=agent, reason=data.reason))
    return await keeper.act(lambda: actions.note(desk, data.all(), data.text, agent=agent, reason=data.reason))


@post("/api/code", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def code(keeper: NamedDependency[Keeper], data: JSONBody[Coding]) -> outcomes.Done:
    """Puts a code on a passage, or on whole conversations, as `earwitness code ID --code …` does."""
    if data.conversations or data.off:
        if data.all():
            raise WrongUsage("a code is put on a passage or on conversations, not on both", hint="name one of them")
        return await keeper.act(lambda: coded(keeper, data.conversations, data.code, create=data.create, off=data.off,
                                              reason=data.reason))  # fmt: skip
    return await keeper.act(
        lambda: actions.code(
            keeper.desk, data.all(), data.code, agent=keeper.agent, create=data.create, reason=data.reason
        )
    )  # fmt: skip


@post("/api/caution", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def caution(keeper: NamedDependency[Keeper], data: JSONBody[Cautioning]) -> outcomes.Done:
    """Marks a passage as distressing, as `earwitness caution` does."""
    return await keeper.act(
        lambda: actions.caution(
            keeper.desk, data.all(), data.kind, agent=keeper.agent, whole=data.whole or None, reason=data.reason
        )
    )  # fmt: skip


@post("/api/withdraw", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def withdraw(keeper: NamedDependency[Keeper], data: JSONBody[Withdrawing]) -> outcomes.Done:
    """Takes a note, a coding or a caution off; undo brings it back."""
    return await keeper.act(lambda: actions.withdraw(keeper.desk, data.id, agent=keeper.agent, reason=data.reason))


@post("/api/change-codebook", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def change_codebook(keeper: NamedDependency[Keeper], data: JSONBody[ChangingCodebook]) -> outcomes.Done:
    """Adds, defines, renames, moves, merges or retires a code, as `earwitness code` does."""
    said = msgspec.structs.asdict(data)
    return await keeper.act(lambda: changed(keeper, said))


def coded(
    keeper: Keeper, ids: Sequence[str], code: str, *, create: bool = False, off: bool = False, reason: str = ""
) -> outcomes.Done:
    """Puts a code on whole conversations, or takes it `off` them."""
    if off:
        return actions.uncode_conversations(keeper.desk, ids, code, agent=keeper.agent, reason=reason)
    return actions.code_conversations(keeper.desk, ids, code, agent=keeper.agent, create=create, reason=reason)


def changed(keeper: Keeper, said: Mapping[str, object]) -> outcomes.Done:
    """Does one act on the codebook. Raises WrongUsage where what it needs is not said."""
    desk, agent = keeper.desk, keeper.agent
    do, name, to, reason = (str(said.get(field) or "").strip() for field in ("do", "code", "to", "reason"))
    means, expected, colour = str(said.get("means") or ""), said.get("expected"), said.get("colour")
    was = str(expected) if expected is not None else None
    if not name:
        raise WrongUsage("which code is meant?", hint="name it by its path, as grief/loss")
    if do in ("rename", "merge") and not to:
        raise WrongUsage("to what?", hint="say the new name, or the code that stays")
    match do:
        case "add":
            number = int(str(colour)) if colour else None
            return actions.add_code(desk, name, agent=agent, means=means, colour=number, reason=reason)
        case "define":
            return actions.define_code(desk, name, means, agent=agent, expected=was, reason=reason)
        case "rename":
            return actions.rename_code(desk, name, to, agent=agent, expected=was, reason=reason)
        case "move":
            return actions.move_code(desk, name, to or None, agent=agent, expected=was, reason=reason)
        case "merge":
            return actions.merge_codes(desk, name, to, agent=agent, reason=reason)
        case "retire" | "restore":
            return actions.retire_code(desk, name, agent=agent, restore=do == "restore", reason=reason)
    raise WrongUsage(f"“{do[:40]}” is nothing to do with a code", hint="add, define, rename, move, merge or retire")


HANDLERS = (remarks, notes, codebook, note, code, caution, withdraw, change_codebook)
