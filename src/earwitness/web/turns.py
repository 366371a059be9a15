"""A page for each turn: its words, how to cite them, and what the other versions have there. Its address is for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from msgspec.structs import replace

from .. import actions
from ..actions import answers
from ..actions.covering import Covering
from ..actions.versions import heading, short_names, telling
from ..errors import BadInput, EarwitnessError, NotFound, Refused
from ..identifiers import split
from ..model.annotation import CONTEXT
from ..protect.gate import Exit
from ..publish import addresses, care, parts, sentences, turns
from ..publish.sheet import Check, Telling, cell_of, voices
from ..publish.tongue import gettext
from ..tellings.rows import Row
from .keeper import Keeper
from .marginalia import written
from .vouching import checks_of

NEAR = 2
"""Turns shown before and after."""
SHORT = 60
"""Letters of a turn in its page's title."""


@get(
    "/conversations/{name:str}/turns/{turn:str}",
    opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True,
)  # fmt: skip
def turn_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    turn: FromPath[str],
    words: FromQuery[str] = "",
    at: FromQuery[int | None] = None,
    length: FromQuery[int | None] = None,
    done: FromQuery[str] = "",
) -> Response[bytes]:
    """One turn. `words` are those of it that are to be cited; without them the whole turn is. `at` and `length` mean words by
    their place: what is held back then stands in no address."""
    shown = keeper.show(name)
    found = next((each for each in shown.transcripts if each.id == split(turn)[0]), None)
    own = next((each for each in found.turns if each.id == turn), None) if found is not None else None
    if found is None or own is None:
        raise NotFound(f"there is no turn {turn[:80]} in this conversation", near=(shown.id,))
    if not words and length is not None and at is not None and 0 <= at:
        words = own.text[at : at + max(0, length)]
    cited, trouble = cite(keeper, turn, words.strip(), at)
    title = shown.title or gettext("Untitled conversation")
    covering = Covering(shown)
    inscribed = written(shown, {found.id})
    page = turns.TurnPage(
        title=gettext("Turn {number}").format(number=own.number)
        if care.covers(covering.on(turn))
        else gettext("Turn {number}: {words}").format(number=own.number, words=short(own.text)),
        id=turn,
        address=addresses.turn(shown.id, turn),
        conversation=parts.Link(text=title, address=addresses.conversation(shown.id)),
        version=parts.Link(
            text=heading(shown, found), address=addresses.conversation(shown.id, versions=(found.id,))
        ),
        place=parts.Link(text=gettext("In its place in the conversation"), address=addresses.conversation(turn)),
        around=around(
            shown, found, own.number, (cited.start, cited.end) if cited is not None and words else None,
            checks_of(keeper, shown),
        ),
        elsewhere=elsewhere(shown, own, keeper.passages(shown) if keeper.collation(shown) is not None else ()),
        citation=citation(cited, request) if cited is not None else None,
        trouble=trouble,
        typed=words,
        earlier=neighbour(shown, found, own.number - 1),
        later=neighbour(shown, found, own.number + 1),
        written=tuple(inscribed.told.get((found.id, own.number), ())),
        marked=marked(shown, turn),
        desk=None if keeper.for_others else writing_desk(keeper, own, cited if words else None, words.strip()),
        done=keeper.notice(done, request),
        sound=bool(shown.recordings),
        mending="" if keeper.for_others else addresses.mending(shown.id, turn),
    )  # fmt: skip
    return keeper.answer(request, page)


def marked(shown: answers.Shown, turn: str) -> tuple[parts.Link, ...]:
    """Returns as what people marked a turn or its whole version, each with the caution's id in place of an address."""
    homes = {shown.id, *shown.also, split(turn)[0]}
    return tuple(
        parts.Link(text=gettext(care.ABOUT.get(caution.kind, caution.kind)), address=caution.id)  # type: ignore[call-overload]
        for caution in shown.cautions
        if caution.whole in homes or any(place.turn_id == turn for place in caution.places)
    )


def writing_desk(keeper: Keeper, own: answers.TurnShown, cited: answers.Cited | None, typed: str) -> turns.WritingDesk:
    """Returns what the forms hold that write on a turn, or on words of it."""
    words, start, end = typed, cited.start if cited else None, cited.end if cited else None
    around_ = ("", "")
    if start is not None and end is not None:
        words = own.text[start:end]
        around_ = (own.text[max(0, start - CONTEXT) : start], own.text[end : end + CONTEXT])
    return turns.WritingDesk(
        words=words,
        prefix=around_[0],
        suffix=around_[1],
        codes=tuple(code.path for code in actions.codebook(keeper.desk).codes if not code.retired),
        kinds=tuple((kind, gettext(about)) for kind, about in care.ABOUT.items()),
    )


def exits(keeper: Keeper) -> tuple[Exit, ...]:
    """Returns what a citation on a page passes: its own exit, and that of pages where others look at it."""
    return ("citation", "page") if keeper.for_others else ("citation",)


def cite(keeper: Keeper, turn: str, words: str, at: int | None) -> tuple[answers.Cited | None, str]:
    """Returns the citation of a turn or of words in it; else None, and why there is none."""
    try:
        return actions.cite(keeper.desk, turn, words=words or None, at=at, exits=exits(keeper)), ""
    except Refused as refused:
        return None, gettext("It cannot be cited: {why}.").format(why=sentences.said(refused.message))
    except (NotFound, BadInput) as error:
        return None, sentence(error)


def sentence(error: EarwitnessError) -> str:
    """Returns an error as a sentence, with its way out."""
    told = error.message[:1].upper() + error.message[1:]
    return f"{told}. {error.hint[:1].upper()}{error.hint[1:]}." if error.hint else f"{told}."


def citation(cited: answers.Cited, request: Request[Any, Any, Any]) -> turns.Citation:
    """Returns a citation with its whole address on this desk."""
    return turns.Citation(
        words=cited.words,
        plain=cited.plain,
        bibtex=cited.bibtex,
        lasting=str(request.base_url).rstrip("/") + cited.address,
    )


def around(
    shown: answers.Shown,
    transcript: answers.TranscriptShown,
    number: int,
    found: tuple[int | None, int | None] | None,
    checked: Mapping[str, Check] | None = None,
) -> turns.Around:
    """Returns a turn between its neighbours, with the stretch of it that was `found`."""
    version = replace(telling(shown, transcript, short_names(shown)), checked=checked or {})
    colours = voices(version.turns)
    place = next(place for place, turn in enumerate(version.turns) if turn.number == number)
    stretch = [(found[0], found[1])] if found and found[0] is not None and found[1] is not None else []
    before = version.turns[max(0, place - NEAR) : place]
    after = version.turns[place + 1 : place + 1 + NEAR]
    return turns.Around(
        cell=cell_of(version, version.turns[place], colours, found=stretch),
        before=tuple(cell_of(version, turn, colours) for turn in before),
        after=tuple(cell_of(version, turn, colours) for turn in after),
    )


def elsewhere(shown: answers.Shown, own: answers.TurnShown, rows: tuple[Row, ...]) -> tuple[turns.Elsewhere, ...]:
    """Returns what the other versions have at the place of a turn; `rows` are the passages, in the order of the versions."""
    order = [transcript.id for transcript in shown.transcripts]
    mine = order.index(split(own.id)[0])
    names = short_names(shown)
    found: dict[str, set[int]] = {}
    for row in rows:
        if own.number in row.cells[mine]:
            for id, numbers in zip(order, row.cells, strict=True):
                if id != order[mine] and numbers:
                    found.setdefault(id, set()).update(numbers)
    told, kinds = [], Covering(shown).on(own.id)
    for transcript in shown.transcripts:
        if transcript.id in found:
            version: Telling = telling(shown, transcript, names)
            colours = voices(version.turns)
            here = [turn for turn in version.turns if turn.number in found[transcript.id]]
            cells = tuple(
                replace(cell, cautions=tuple(dict.fromkeys((*cell.cautions, *kinds))))
                for cell in (cell_of(version, turn, colours) for turn in here)
            )
            address = addresses.conversation(shown.id, versions=(order[mine], transcript.id), turn=own.id)
            told.append(
                turns.Elsewhere(version=parts.Link(text=heading(shown, transcript), address=address), cells=cells)
            )
    return tuple(told)


def neighbour(shown: answers.Shown, transcript: answers.TranscriptShown, number: int) -> str:
    """Returns the address of the turn of this number, empty where there is none."""
    return next((addresses.turn(shown.id, turn.id) for turn in transcript.turns if turn.number == number), "")


def short(text: str) -> str:
    """Returns the first words of a turn."""
    words = " ".join(text.split())
    return words if len(words) <= SHORT else words[:SHORT].rsplit(" ", 1)[0].rstrip(" .,;:…") + "…"
