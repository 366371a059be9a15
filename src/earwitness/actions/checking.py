"""`check`: every quotation of a draft, held against all tellings, with the place to cite.

The draft is read and never kept. What is found is said to the keeper of the archive; a copy of the draft with remarks is
an exit, and what access or terms hold back is not in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..errors import BadInput, NotFound, Refused, UnsafeInput, WrongUsage
from ..formats.drafts import DraftText, read_draft
from ..formats.packages import LARGEST
from ..identifiers import within
from ..model import Transcript
from ..model.annotation import LONGEST
from ..tellings.comparison import Ear, words_of
from ..tellings.quotations import Quotation, find_quotations
from ..tellings.verdicts import SHORT, VERDICTS, Finding, Origin, judge
from . import citing
from .answers import Answer
from .candidates import passages
from .desk import Desk
from .exporting import write_whole

FAULTS = ("cut", "joined", "altered", "wrong voice", "not found")
"""The verdicts that a person should look at before the draft is printed."""
CITED = 5
"""Places that a quotation is given, of however many tellings hold it."""


class ChangeShown(Answer, frozen=True, kw_only=True):
    """Where the draft differs: `other` words, words `added` or `left out`."""

    kind: str
    quoted: str
    said: str


class PlaceShown(Answer, frozen=True, kw_only=True):
    """A passage that a quotation is from, and how to cite it."""

    conversation: str
    title: str
    transcript: str
    revision: int
    turn: int
    turn_id: str
    speakers: tuple[str, ...]
    """The labels of who speaks."""
    language: str | None
    words: str
    """As they stand in the turn."""
    start: int
    end: int
    voice: str
    """`right`, `wrong` or `unsaid`: whether the draft names who speaks."""
    token: str
    """What `resolve` takes; empty where the passage may not be cited."""
    address: str
    withheld: str
    """Why it may not be cited; empty where it may."""


class QuotationShown(Answer, frozen=True, kw_only=True):
    """A quotation of the draft with its verdict."""

    paragraph: int
    """From 1."""
    start: int
    """Code points into the paragraph, marks included."""
    end: int
    text: str
    attributed: str
    """The draft's words that say who spoke; empty where none do."""
    verdict: str
    changes: tuple[ChangeShown, ...]
    likeness: float
    places: tuple[PlaceShown, ...]
    others: int
    """How many more places hold the same words."""


class Checked(Answer, frozen=True, kw_only=True):
    """The answer of `check`."""

    draft: str
    form: str
    paragraphs: int
    quotations: tuple[QuotationShown, ...]
    verdicts: dict[str, int]
    """How many have each verdict; those that none has are left out."""
    faults: int
    """How many are not word for word. One too short to say is none."""
    doubts: tuple[str, ...]
    file: str | None = None
    """The copy with remarks, where one was asked for."""


class _Judged(Struct, frozen=True):
    quotation: Quotation
    finding: Finding
    transcripts: dict[str, Transcript]


def check(desk: Desk, draft: Path, *, to: str | None = None, output: Path | None = None) -> Checked:
    """Returns the verdict on every quotation of the draft (.docx, .odt, .md, .txt, .html), in order.

    With `to="docx"` and an `output` it writes a copy of the .docx with remarks in the margin. Raises NotFound for a
    missing draft, BadInput or UnsafeInput for one that cannot be read, WrongUsage where no copy can be made of it.
    """
    if (to is None) != (output is None):
        raise WrongUsage("a copy wants a form and a file", hint="earwitness check draft.docx --to docx -o checked.docx")
    content = _content(draft)
    text = read_draft(content, name=draft.name)
    if to is not None and (to, text.form) != ("docx", "docx"):
        raise WrongUsage("remarks are written into a copy of a .docx, as docx", hint="save the draft as .docx")
    if output is not None and output.exists() and output.resolve() == draft.resolve():
        raise WrongUsage("the copy would take the draft's place", hint="name another file with -o FILE")
    judged = _judged(desk, find_quotations(text.paragraphs))
    titles: dict[str, str] = {}
    shown = tuple(_shown(desk, each, titles) for each in judged)
    checked = _answer(draft, text, shown)
    if output is None:
        return checked
    from .remarks import remarked

    write_whole(output, remarked(content, checked, name=draft.name))
    return replace(checked, file=str(output))


def _content(draft: Path) -> bytes:
    try:
        if LARGEST < draft.stat().st_size:
            raise UnsafeInput(f"{draft} is larger than {LARGEST // 1_000_000} MB", path=str(draft), hint="split it")
        return draft.read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {draft}", path=str(draft)) from error
    except OSError as error:
        raise BadInput(f"{draft} cannot be read: {error.strerror}", path=str(draft)) from error


def _judged(desk: Desk, quotations: Sequence[Quotation]) -> list[_Judged]:
    """Returns the findings: first on quotations long enough to say where they are from, then by those on the short."""
    ear = Ear()
    found: dict[int, _Judged] = {}
    homes: Counter[str] = Counter()
    canonical = desk.archive.catalog.canonical

    def look(number: int, within_: Sequence[str] | None = None) -> _Judged:
        held = passages(desk, quotations[number].text, within=within_)
        return _Judged(quotations[number], judge(quotations[number], held, ear=ear), {each.id: each for each in held})

    short = [number for number, each in enumerate(quotations) if len(words_of(each.text).words) <= SHORT]
    for number in sorted(set(range(len(quotations))) - set(short)):
        found[number] = look(number)
        told = found[number].transcripts
        homes.update({canonical(told[origin.transcript].conversation) for origin in found[number].finding.origins})
    members = [id for home in homes for id in desk.archive.catalog.conversation(home).members]
    for number in short:
        found[number] = look(number, members)

    def by_home(judged: _Judged) -> _Judged:
        """The conversation that most of the draft is about comes first among several that hold the words."""
        if judged.finding.verdict == "joined":
            return judged
        told = judged.transcripts

        def rank(origin: Origin) -> tuple[bool, int]:
            return origin.voice != "right", -homes[canonical(told[origin.transcript].conversation)]

        ranked = tuple(sorted(judged.finding.origins, key=rank))
        return _Judged(judged.quotation, replace(judged.finding, origins=ranked), told)

    return [by_home(found[number]) for number in range(len(quotations))]


def _shown(desk: Desk, judged: _Judged, titles: dict[str, str]) -> QuotationShown:
    quotation, finding = judged.quotation, judged.finding
    kept = finding.origins[:CITED]
    return QuotationShown(
        paragraph=quotation.paragraph + 1,
        start=quotation.start,
        end=quotation.end,
        text=quotation.text,
        attributed=quotation.clause,
        verdict=finding.verdict,
        changes=tuple(ChangeShown(kind=each.kind, quoted=each.quoted, said=each.said) for each in finding.changes),
        likeness=finding.likeness,
        places=tuple(_place(desk, origin, judged.transcripts[origin.transcript], titles) for origin in kept),
        others=len(finding.origins) - len(kept),
    )


def _place(desk: Desk, origin: Origin, head: Transcript, titles: dict[str, str]) -> PlaceShown:
    token = address = withheld = ""
    name = within(head.id, origin.turn.id)
    try:
        cited = citing.cite(desk, name, words=origin.words[:LONGEST].strip())
        token, address = cited.token, cited.address
    except Refused as refused:
        withheld = refused.message
    conversation = desk.archive.catalog.canonical(head.conversation)
    if conversation not in titles:
        titles[conversation] = desk.archive.catalog.conversation(conversation).title
    labels = {speaker.id: (*speaker.labels, speaker.role or "")[0] for speaker in head.speakers}
    return PlaceShown(
        conversation=conversation,
        title=titles[conversation],
        transcript=head.id,
        revision=head.revision,
        turn=origin.turn.number,
        turn_id=name,
        speakers=tuple(labels.get(id, id) for id in origin.turn.speakers),
        language=origin.turn.language or head.language,
        words=origin.words,
        start=origin.start,
        end=origin.end,
        voice=origin.voice,
        token=token,
        address=address,
        withheld=withheld,
    )


def _answer(draft: Path, text: DraftText, shown: tuple[QuotationShown, ...]) -> Checked:
    counts = Counter(each.verdict for each in shown)
    return Checked(
        draft=str(draft),
        form=text.form,
        paragraphs=len(text.paragraphs),
        quotations=shown,
        verdicts={verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]},
        faults=sum(counts[verdict] for verdict in FAULTS),
        doubts=text.doubts,
    )
