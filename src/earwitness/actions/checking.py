"""`check`: every quotation of a draft, held against all tellings, with the place to cite.

The draft is read and never kept. What is found is said to the keeper of the archive; a copy of the draft with remarks, a
table and a page are exits, and what access or terms hold back is not in them.
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
from ..formats.page.words.speech import verb_in
from ..identifiers import split, within
from ..model import Transcript
from ..model.annotation import LONGEST
from ..protect.gate import Exit
from ..tellings.comparison import Ear, words_of
from ..tellings.quotations import Quotation, find_quotations
from ..tellings.verdicts import SHORT, VERDICTS, Finding, Origin, judge
from . import caring, citing
from .candidates import passages
from .cautions import Cautions
from .checked import (
    CAUTIONS,
    FAULTS,
    ChangeShown,
    Checked,
    PlaceShown,
    QuotationShown,
    ReadingShown,
    UncheckedShown,
    without_withheld,
)
from .desk import Desk
from .parcels import write_whole

CITED = 5
"""Places that a quotation is given, of however many tellings hold it."""
FORMS = ("docx", "csv", "html")
"""What the findings are written as: remarks in a copy of the draft, a table, a page."""


class _Judged(Struct, frozen=True):
    quotation: Quotation
    finding: Finding
    transcripts: dict[str, Transcript]


def check(desk: Desk, draft: Path, *, to: str | None = None, output: Path | None = None) -> Checked:
    """Returns the verdict on every quotation of the draft (.docx, .odt, .md, .txt, .html), in order.

    With `to` and an `output` it writes them: `docx`, a copy of the .docx with remarks in the margin; `csv`, a table;
    `html`, a page. Raises NotFound for a missing draft, BadInput or UnsafeInput for one that cannot be read, WrongUsage
    where it cannot be written so.
    """
    if (to is None) != (output is None):
        raise WrongUsage("a copy wants a form and a file", hint="earwitness check draft.docx --to docx -o checked.docx")
    content = draft_content(draft)
    if output is not None and output.exists() and output.resolve() == draft.resolve():
        raise WrongUsage("the copy would take the draft's place", hint="name another file with -o FILE")
    checked, made = check_content(desk, content, name=draft.name, to=to)
    checked = replace(checked, draft=str(draft))
    if output is None:
        return checked
    write_whole(output, made)
    return replace(checked, file=str(output))


def check_to(desk: Desk, draft: Path, *, to: str) -> tuple[Checked, bytes]:
    """Returns the verdicts on a draft, and the bytes of what they are written as."""
    checked, made = check_content(desk, draft_content(draft), name=draft.name, to=to)
    return replace(checked, draft=str(draft)), made


def check_content(
    desk: Desk, content: bytes, *, name: str, to: str | None = None, exits: Sequence[Exit] = ("citation",)
) -> tuple[Checked, bytes]:
    """Returns the verdicts on a draft's bytes, and with `to` what they are written as: nothing held back is in that.

    The end of the name says how the draft is read. `exits` are all that cited words pass on their way out.
    """
    text = read_draft(content, name=name)
    if to is not None and to not in FORMS:
        raise WrongUsage(f"a checked draft goes to {', '.join(FORMS)}, not to {to}")
    if to == "docx" and text.form != "docx":
        raise WrongUsage("remarks are written into a copy of a .docx, as docx", hint="save the draft as .docx")
    cautions = Cautions(desk, exits=exits)
    titles: dict[str, str] = {}
    judged = _judged(desk, find_quotations(text.paragraphs))
    shown = _with_distress(desk, tuple(_shown(desk, each, titles, cautions) for each in judged))
    unchecked = _unchecked(desk, judged, cautions, titles)
    checked = _answer(name, text, shown, unchecked)
    return checked, written(without_withheld(checked), content, name=name, to=to) if to is not None else b""


def written(leaving: Checked, content: bytes, *, name: str, to: str) -> bytes:
    """Returns findings that may leave as a copy of the draft with remarks, as a table or as a page."""
    if to == "docx":
        from .remarks import remarked

        return remarked(content, leaving, name=name)
    from .proofs import write_csv, write_html

    return write_csv(leaving).encode("utf-8-sig") if to == "csv" else write_html(leaving).encode()


def draft_content(draft: Path) -> bytes:
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


def _shown(desk: Desk, judged: _Judged, titles: dict[str, str], known: Cautions) -> QuotationShown:
    quotation, finding = judged.quotation, judged.finding
    cautions, settled = known.of(finding, judged.transcripts, quotation)
    kept = finding.origins[:CITED]
    return QuotationShown(
        paragraph=quotation.paragraph + 1,
        start=quotation.start,
        end=quotation.end,
        text=quotation.text,
        attributed=quotation.clause
        if quotation.name or quotation.role or verb_in(quotation.clause) is not None
        else "",
        verdict=finding.verdict,
        changes=tuple(
            ChangeShown(kind=each.kind, quoted=each.quoted, said=each.said, start=each.start, end=each.end)
            for each in finding.changes
        ),
        likeness=finding.likeness,
        places=tuple(
            _place(desk, origin, judged.transcripts[origin.transcript], titles, known.exits) for origin in kept
        ),
        others=len(finding.origins) - len(kept),
        cautions=cautions,
        settled=settled,
    )


def _with_distress(desk: Desk, shown: tuple[QuotationShown, ...]) -> tuple[QuotationShown, ...]:
    """Returns the quotations with what people marked as distressing on the turns whose words they show."""
    told: list[PlaceShown | ReadingShown] = [place for each in shown for place in each.places]
    told += [reading for each in shown for caution in each.cautions for reading in caution.readings]
    marked = caring.Cautions(desk, [one.transcript for one in told])
    if not marked.anywhere():
        return shown

    def kinds(one: PlaceShown | ReadingShown) -> tuple[str, ...]:
        return marked.on(one.transcript, split(one.turn_id)[1] or "")

    return tuple(
        replace(
            each,
            places=tuple(replace(place, distress=kinds(place)) for place in each.places),
            cautions=tuple(
                replace(caution, readings=tuple(replace(one, distress=kinds(one)) for one in caution.readings))
                for caution in each.cautions
            ),
        )
        for each in shown
    )


def _place(desk: Desk, origin: Origin, head: Transcript, titles: dict[str, str], exits: Sequence[Exit]) -> PlaceShown:
    token = address = withheld = ""
    name = within(head.id, origin.turn.id)
    try:
        cited = citing.cite(desk, name, words=origin.words[:LONGEST].strip(), exits=exits)
        token, address = cited.token, cited.address
    except Refused as refused:
        withheld = refused.message
    conversation = desk.archive.catalog.canonical(head.conversation)
    labels = {speaker.id: (*speaker.labels, speaker.role or "")[0] for speaker in head.speakers}
    return PlaceShown(
        conversation=conversation,
        title=_title(desk, conversation, titles),
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


def _title(desk: Desk, conversation: str, titles: dict[str, str]) -> str:
    if conversation not in titles:
        titles[conversation] = desk.archive.catalog.conversation(conversation).title
    return titles[conversation]


def _unchecked(
    desk: Desk, judged: Sequence[_Judged], known: Cautions, titles: dict[str, str]
) -> tuple[UncheckedShown, ...]:
    """Returns the versions that quotations are from and nobody said were checked, those most quoted first."""
    quoted: Counter[str] = Counter()
    heads: dict[str, Transcript] = {}
    for each in judged:
        for name in {origin.transcript for origin in each.finding.origins[:1]}:
            heads[name] = each.transcripts[name]
            quoted[name] += 1
    found = []
    for name, count in quoted.most_common():
        head = heads[name]
        conversation = desk.archive.catalog.canonical(head.conversation)
        if known.vouchers.of_version(name) is not None:
            continue
        found.append(
            UncheckedShown(
                conversation=conversation,
                title=_title(desk, conversation, titles),
                transcript=name,
                version=head.title or head.kind,
                language=head.language,
                quotations=count,
            )
        )
    return tuple(found)


def _answer(
    name: str, text: DraftText, shown: tuple[QuotationShown, ...], unchecked: tuple[UncheckedShown, ...]
) -> Checked:
    counts = Counter(each.verdict for each in shown)
    cautioned = Counter(kind for each in shown for kind in {caution.kind for caution in each.cautions})
    return Checked(
        draft=name,
        form=text.form,
        paragraphs=len(text.paragraphs),
        quotations=shown,
        verdicts={verdict: counts[verdict] for verdict in VERDICTS if counts[verdict]},
        faults=sum(counts[verdict] for verdict in FAULTS),
        doubts=text.doubts,
        cautions={kind: cautioned[kind] for kind in CAUTIONS if cautioned[kind]},
        unchecked=unchecked,
    )
