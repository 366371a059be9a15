"""A conversation on paper: the document's address names its versions and their revisions, so that it stays what it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from ..actions import aligning, answers
from ..actions.showing import shown_speaker, shown_transcript
from ..errors import BadInput, Refused, WrongUsage
from ..publish import addresses, paper, parts, tongue, words
from ..publish.covers import Facts, Version, closing, cover
from ..publish.sheet import Sheet, Telling, lay_out
from ..tellings.rows import Aligned
from .cuts import cuts
from .keeper import Keeper, wants_data
from .reading import strictest, title
from .versions import chosen, heading, short_names, telling

MOST = 2
"""Versions that fit on paper beside each other."""
LONGEST = 40
"""Letters of an exhibit's number."""


@get("/conversations/{name:str}/print", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def paper_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    versions: FromQuery[str] = "",
    revisions: FromQuery[str] = "",
    exhibit: FromQuery[str] = "",
) -> Response[Any] | Redirect:
    """The document. Without the revisions that stand today in it, an address leads to the one that has them."""
    shown = keeper.show(name)
    asked = tuple(part.strip() for part in versions.split(",") if part.strip())
    picked = chosen(shown, asked, keeper.collation(shown, wait=True))[: MOST if not asked else None]
    if MOST < len(picked):
        raise WrongUsage(f"at most {MOST} versions fit on paper beside each other", hint="choose one or two")
    exhibit = " ".join(exhibit.split())
    if LONGEST < len(exhibit):
        raise BadInput(f"an exhibit's number has at most {LONGEST} letters", hint="give it as it is on the file")
    standing = ",".join(str(version.revision) for version in picked)
    ids = tuple(version.id for version in picked)
    if picked and (not revisions or not asked) and not wants_data(request):
        lasting = addresses.paper(shown.id, versions=ids, revisions=standing, exhibit=exhibit)
        return Redirect(lasting, status_code=303)
    revisions = revisions or standing
    if revisions != standing:
        shown, picked = as_it_was(keeper, shown, picked, revisions)
    # A document's own words are English whoever asks for it: in another language its lines would be others.
    with tongue.speaking(tongue.SOURCE):
        page = document(
            shown,
            picked,
            lined_up(keeper, shown, picked, old=revisions != standing),
            exhibit=exhibit,
            lacks=cuts(shown, picked, keeper.collation(shown)) if revisions == standing else (),
            base=str(request.base_url).rstrip("/"),
            revisions=revisions,
        )
    return keeper.answer(request, page)


def as_it_was(
    keeper: Keeper, shown: answers.Shown, picked: Sequence[answers.TranscriptShown], revisions: str
) -> tuple[answers.Shown, tuple[answers.TranscriptShown, ...]]:
    """Returns the conversation with its versions as these revisions have them.

    Raises Refused for others: what access says today is of what stands today. BadInput where a number is none.
    """
    from msgspec.structs import replace

    numbers = revisions.split(",")
    if len(numbers) != len(picked) or not all(number.isdecimal() and number.isascii() for number in numbers):
        raise BadInput("the address does not name a revision for each version", hint="take “revisions=…” out of it")
    if keeper.for_others:
        raise Refused("only what stands today is shown to others", hint="take “revisions=…” out of the address")
    old = [
        keeper.desk.archive.catalog.transcript(version.id, int(number))
        for version, number in zip(picked, numbers, strict=True)
    ]
    speakers = tuple(shown_speaker(transcript, speaker) for transcript in old for speaker in transcript.speakers)
    known = {speaker.id for speaker in speakers}
    return (
        replace(shown, speakers=(*speakers, *(speaker for speaker in shown.speakers if speaker.id not in known))),
        tuple(shown_transcript(transcript) for transcript in old),
    )


def lined_up(
    keeper: Keeper, shown: answers.Shown, picked: Sequence[answers.TranscriptShown], *, old: bool
) -> tuple[Aligned, ...]:
    """Returns how the versions line up."""
    if len(picked) < 2:
        return ()
    if old:
        catalog = keeper.desk.archive.catalog
        return aligning.alignments(
            keeper.desk, [catalog.transcript(version.id, version.revision) for version in picked]
        )
    collation = keeper.collation(shown, wait=True)
    beside = keeper.between(shown, collation, [version.id for version in picked])
    return (*(collation.alignments if collation is not None else ()), *beside)


def document(
    shown: answers.Shown,
    picked: Sequence[answers.TranscriptShown],
    aligned: Sequence[Aligned] = (),
    *,
    exhibit: str = "",
    lacks: Sequence[str] = (),
    base: str = "",
    revisions: str = "",
) -> paper.PaperPage:
    """Returns the document of these versions: a cover, the words, and at the end the sources and what is to be signed."""
    names = short_names(shown)
    told: list[Telling] = [telling(shown, version, names) for version in picked]
    sheet = lay_out(told, aligned) if told else Sheet(columns=(), rows=())
    ids = tuple(version.id for version in picked)
    address = addresses.paper(shown.id, versions=ids, revisions=revisions, exhibit=exhibit)
    facts = Facts(
        title=title(shown),
        event=words.event(shown.genre or ""),
        held=words.day(shown.held.date) or "at a time not known",
        certainty=shown.held.certainty,
        why=shown.held.why,
        place=shown.place or "",
        access=strictest(shown),
        terms=shown.terms,
        exhibit=exhibit,
        versions=tuple(
            Version(
                heading=heading(shown, version),
                language=words.language(version.language),
                id=version.id,
                revision=version.revision,
                voices=tuple(dict.fromkeys(one.names.get(id, id) for turn in version.turns for id in turn.speakers)),
            )
            for version, one in zip(picked, told, strict=True)
        ),
        cuts=tuple(lacks),
        address=address,
        sources=tuple(
            (source.publisher or source.title or "A publisher not named", source.url or source.path or "",
             words.day(source.published), words.moment(source.captured), source.sha256)
            for source in shown.sources
        ),
    )  # fmt: skip
    front = cover(facts, len(told))
    said = paper.words(sheet, after=len(front)) if told else []
    digest = paper.digest(said)
    end = closing(facts, digest, said, after=len(front) + len(said))
    return paper.PaperPage(
        title=title(shown),
        conversation=parts.Link(text=title(shown), address=addresses.conversation(shown.id, versions=ids)),
        address=addresses.paper(shown.id),
        lasting=base + address,
        exhibit=exhibit,
        date=words.day(shown.held.date) or "date not known",
        leaves=(*front, *said, *end),
        digest=digest,
        cautions=tuple(dict.fromkeys(kind for row in sheet.rows for kind in row.cautions)),
        versions=tuple(
            parts.Link(
                text=heading(shown, version),
                address=addresses.paper(shown.id, versions=beside(ids, version.id), exhibit=exhibit),
                chosen=version.id in ids,
            )
            for version in shown.transcripts
        ),
        asked=",".join(ids),
        revisions=revisions,
    )


def beside(ids: Sequence[str], id: str) -> tuple[str, ...]:
    """Returns the versions with this one in or out of them, the last two at most."""
    kept = tuple(one for one in ids if one != id)
    return (kept or (id,)) if id in ids else (*kept, id)[-MOST:]
