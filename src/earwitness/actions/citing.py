"""`cite` and `resolve`: a passage as a citation that is found again later, even when the transcript was mended."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..dates import human
from ..errors import NotFound
from ..identifiers import split, within
from ..model import Dossier, Place, Quote, Transcript, Turn, from_token, place, quote, to_token
from ..protect.gate import Exit, Gate, What
from ..times import format_clock
from . import finding
from .answers import Cited
from .desk import Desk


def cite(
    desk: Desk,
    turn: str,
    *,
    words: str | None = None,
    at: int | None = None,
    length: int | None = None,
    exits: Sequence[Exit] = ("citation",),
) -> Cited:
    """Returns the citation of a turn (`t….7`), or of words in it: in words, as BibTeX, as an address.

    Where the turn has the words more than once, `at` says about where they stand, in code points. `at` and `length` alone
    mean the words by their place, so that an address need not hold them.
    `exits` are all that the words pass on their way: through the API they leave as a citation and by the API.
    Raises NotFound where there is no such turn or it does not hold the words, Refused where access or terms hold it back.
    """
    whole, local = split(turn)
    transcript = _transcript(desk, whole)
    found = next((each for each in transcript.turns if each.id == local), None)
    if found is None:
        raise NotFound(f"there is no turn {turn}", hint=f"see the turns: earwitness show {whole} --json")
    file = finding.dossier(desk, transcript.conversation)
    pass_gate(file, transcript, turn=found, exits=exits)
    if words is None and length is not None:
        words = by_place(found.text, at or 0, length)
    taken = quote(transcript, found, words, at=at)
    return _cited(file, transcript, taken, place(taken, transcript))


def by_place(text: str, at: int, length: int) -> str:
    """Returns the words that stand at a place. Raises NotFound where nothing does."""
    words = text[at : at + length].strip() if 0 <= at and 0 < length else ""
    if not words:
        raise NotFound(
            f"the turn has no words at {at}", hint="select the words again; the turn may have been corrected"
        )
    return words


def resolve(desk: Desk, token: str, *, exits: Sequence[Exit] = ("citation",)) -> Cited:
    """Returns where a citation stands today: exact, moved, changed or orphaned, and whether it was corrected since.

    `token` is the citation's last word or its whole address. Raises BadInput for a broken token, NotFound where the archive
    does not hold its transcript, Refused where access or terms hold it back.
    """
    taken = from_token(re.sub(r"^.*/cite/", "", token.strip()).partition("#")[0])
    transcript = _transcript(desk, taken.transcript)
    file = finding.dossier(desk, transcript.conversation)
    standing = place(taken, transcript)
    pass_gate(file, transcript, turn=standing.turn, exits=exits)
    return replace(_cited(file, transcript, taken, standing), stood=_stood(desk, taken))


def _stood(desk: Desk, taken: Quote) -> bool:
    """Says whether the revision that the citation names has its words. An address can be made up; a revision cannot."""
    try:
        cited = desk.archive.catalog.transcript(taken.transcript, taken.revision)
    except NotFound:
        return False
    return place(taken, cited).state == "exact"


def pass_gate(file: Dossier, transcript: Transcript, *, turn: Turn | None, exits: Sequence[Exit]) -> None:
    """Returns where the turn may leave by all the exits; where the words are orphaned, where the whole transcript may."""
    what = What(
        conversations=(file.conversation,),
        sources=file.sources,
        transcripts=(transcript,),
        turns=frozenset({within(transcript.id, turn.id)}) if turn is not None else None,
    )
    gate = Gate()
    for exit in exits:
        gate.pass_or_refuse(exit, what)


def _transcript(desk: Desk, id: str) -> Transcript:
    return desk.archive.catalog.transcript(id)


def _cited(file: Dossier, transcript: Transcript, taken: Quote, standing: Place) -> Cited:
    token = to_token(taken)
    turn = standing.turn
    words = standing.words if turn is not None else taken.exact
    who = ""
    if turn is not None:
        names = {speaker.id: (*speaker.labels, speaker.role)[0] for speaker in transcript.speakers}
        who = " and ".join(names.get(speaker) or "" for speaker in turn.speakers)
    address = f"/cite/{token}"
    fragment = f"#turn-{within(transcript.id, turn.id)}" if turn is not None else ""
    return Cited(
        plain=_plain(file, transcript, standing, who, _with_gaps(standing, words)),
        bibtex=_bibtex(file, transcript, standing, who, _with_gaps(standing, words), address),
        address=address + fragment,
        token=token,
        state=standing.state,
        conversation=file.conversation.id,
        transcript=transcript.id,
        revision=taken.revision,
        revision_now=transcript.revision,
        turn=turn.number if turn is not None else None,
        start=standing.start,
        end=standing.end,
        words=words,
        corrected=taken.revision < transcript.revision,
    )


def _with_gaps(standing: Place, words: str) -> str:
    """Returns the words with `[…]` wherever something was left out or not heard within them: a quotation must not hide it."""
    if standing.turn is None or standing.start is None or standing.end is None:
        return words
    start, end = standing.start, standing.end
    gaps = {mark.start for mark in standing.turn.marks if mark.type == "gap" and start < mark.start < end}
    for gap in sorted(gaps, reverse=True):
        before, after = words[: gap - start], words[gap - start :]
        left = "" if before[-1:].isspace() else " "
        right = "" if after[:1].isspace() or after[:1] in _CLOSING else " "
        words = f"{before}{left}[…]{right}{after}"
    return words


_CLOSING = frozenset(".,;:!?…)]}»”’")


def _origin(file: Dossier, transcript: Transcript) -> tuple[str, str, str]:
    source = next((source for source in file.sources if source.id == transcript.source), None)
    if source is None:
        return "", "", ""
    return source.publisher or "", source.published or "", source.url or ""


def _plain(file: Dossier, transcript: Transcript, standing: Place, who: str, words: str) -> str:
    publisher, published, url = _origin(file, transcript)
    held = file.conversation.held.date
    turn = standing.turn
    where = [f"turn {turn.number}"] if turn is not None else ["passage no longer found"]
    if turn is not None and turn.start is not None:
        where.append(f"at {format_clock(turn.start)}")
    where.append(f"transcript {transcript.id}, revision {transcript.revision}")
    parts = [
        f"“{words}”" + (f" ({who})" if who else ""),
        file.conversation.title or "Untitled conversation",
        human(held) if held else "",
        ", ".join(part for part in (publisher, human(published) if published else "", url) if part),
        ", ".join(where),
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


_TEX = str.maketrans(
    {
        "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
        "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "\\": r"\textbackslash{}",
    }
)  # fmt: skip


def _bibtex(file: Dossier, transcript: Transcript, standing: Place, who: str, words: str, address: str) -> str:
    publisher, published, url = _origin(file, transcript)
    turn = standing.turn
    fields = {
        "title": file.conversation.title or "Untitled conversation",
        "author": who,
        "date": file.conversation.held.date or published,
        "publisher": publisher,
        "language": transcript.language or "",
        "pages": f"turn {turn.number}" if turn is not None else "",
        "note": f"“{words}”; transcript {transcript.id}, revision {transcript.revision}; Earwitness {address}",
    }
    lines = [f"  {name} = {{{value.translate(_TEX)}}}" for name, value in fields.items() if value]
    if url:
        lines.append(f"  url = {{{url}}}")
    key = transcript.id + (f"-{turn.id}" if turn is not None else "")
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"
