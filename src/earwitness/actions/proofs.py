"""Proofs: a checked draft as a table, as the rows of a page, and as a page that needs nothing else."""

from __future__ import annotations

import csv
import io
from collections import Counter

from ..publish import addresses, parts, words
from . import remarks
from .checked import CAUTIONS, FAULTS, CautionShown, ChangeShown, Checked, PlaceShown, QuotationShown, ReadingShown

COLUMNS = (
    "paragraph", "quotation", "attributed", "verdict", "changes", "cautions", "conversation", "turn", "speakers", "words",
    "address",
)  # fmt: skip


def write_csv(checked: Checked) -> str:
    """Returns a line for each place of each quotation, one for a quotation without a place, under a line of names.

    What a spreadsheet would take for a formula gets an apostrophe before it. `checked` is what may leave.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for quotation in checked.quotations:
        said = (
            quotation.paragraph,
            quotation.text,
            quotation.attributed,
            quotation.verdict,
            "; ".join(map(remarks.change, quotation.changes)),
            " ".join([*map(remarks.caution, quotation.cautions), *map(remarks.settled, quotation.settled)]),
        )
        for place in quotation.places or (None,):
            where: tuple[str, ...] = ("", "", "", "", "")
            if place is not None:
                held = f"held back: {place.withheld}" if place.withheld else ""
                where = (
                    place.conversation, place.turn_id, " and ".join(place.speakers), held or place.words,
                    place.address.partition("#")[0],
                )  # fmt: skip
            writer.writerow(_plain(cell) for cell in (*said, *where))
    return out.getvalue()


def _plain(cell: object) -> object:
    return "'" + cell if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def write_html(checked: Checked) -> str:
    """Returns a page with every quotation and what was found of it: no script, no network. `checked` is what may leave."""
    from ..publish.render import environment, static_file

    template = environment().get_template("proof.html")
    return template.render(
        title=f"{checked.draft}: its quotations",
        sentence=sentence(checked),
        quotations=quotations(checked),
        unchecked=remarks.unchecked(checked),
        doubts=checked.doubts,
        style=static_file("desk.css").decode(),
    )


def sentence(checked: Checked) -> str:
    """Returns how many quotations there are, how many are right, and how many want a look."""
    if not checked.quotations:
        return "No quotation was found in it: nothing stands between quotation marks or is set apart as a block."
    right = checked.verdicts.get("word for word", 0)
    total = words.count(len(checked.quotations), "quotation")
    faults = f"{checked.faults:,} to look at" if checked.faults else "none that is wrong"
    cautioned = sum(1 for each in checked.quotations if each.cautions and each.verdict not in FAULTS)
    also = f", {cautioned:,} right but with a caution" if cautioned else ""
    return f"{total}: {right:,} word for word, {faults}{also}."


def counts(checked: Checked) -> tuple[parts.VerdictCount, ...]:
    """Returns how many quotations have each verdict, then each kind of caution."""
    cautions = Counter({kind: checked.cautions.get(kind, 0) for kind in CAUTIONS})
    named = [*checked.verdicts.items(), *((kind, cautions[kind]) for kind in CAUTIONS if cautions[kind])]
    return tuple(parts.VerdictCount(name=name, slug=slug(name), count=number) for name, number in named)


def slug(name: str) -> str:
    """Returns a verdict or caution as a word for style sheets: `word-for-word`."""
    return name.replace(" ", "-")


def quotations(checked: Checked) -> tuple[parts.CheckedQuotation, ...]:
    """Returns the quotations as a page sets them, in the draft's order."""
    return tuple(_quotation(number, each) for number, each in enumerate(checked.quotations, 1))


def _quotation(number: int, shown: QuotationShown) -> parts.CheckedQuotation:
    told: list[PlaceShown | ReadingShown] = [*shown.places]
    told += [reading for caution in shown.cautions for reading in caution.readings]
    return parts.CheckedQuotation(
        number=number,
        paragraph=shown.paragraph,
        verdict=shown.verdict,
        slug=" ".join([slug(shown.verdict), *dict.fromkeys(slug(each.kind) for each in shown.cautions)]),
        sentence=remarks.SENTENCES[shown.verdict],
        fault=shown.verdict in FAULTS,
        attributed=shown.attributed,
        pieces=pieces(shown.text, shown.changes),
        cautions=tuple(map(_caution, shown.cautions)),
        settled=tuple(map(remarks.settled, shown.settled)),
        places=tuple(map(_place, shown.places)),
        more=shown.others,
        distress=tuple(dict.fromkeys(kind for each in told for kind in each.distress)),
    )


def pieces(text: str, changes: tuple[ChangeShown, ...]) -> tuple[parts.ChangedPiece, ...]:
    """Returns a quotation cut where it differs: the draft's words, and beside them the version's."""
    found: list[parts.ChangedPiece] = []

    def put(words: str, change: str = "") -> None:
        if change == "version" and found and not found[-1].text[-1].isspace():
            found.append(parts.ChangedPiece(text=" "))
        if words:
            found.append(parts.ChangedPiece(text=words, change=change))

    at = 0
    for change in sorted(changes, key=lambda each: (each.start, each.end)):
        start, end = max(at, change.start), max(at, change.end)
        put(text[at:start])
        put(text[start:end], "draft")
        if change.said:
            put(change.said, "version")
            put(" " if text[end : end + 1].isalnum() else "")
        at = end
    put(text[at:])
    return tuple(found)


def _caution(shown: CautionShown) -> parts.Caution:
    voice = shown.differs == "who speaks"
    return parts.Caution(
        kind=shown.kind,
        what=shown.what,
        used="" if voice else shown.used,
        readings=tuple(_reading(each, voice) for each in shown.readings),
    )


def _reading(shown: ReadingShown, voice: bool) -> parts.OtherReading:
    if shown.withheld:
        return parts.OtherReading(words="", version="a version that is held back")
    said = " and ".join(shown.speakers) or "voice not known"
    return parts.OtherReading(
        words=said if voice else f"“{shown.words}”" if shown.words else "nothing",
        version=shown.version,
        language=words.language(shown.language),
        code=None if voice else shown.language,
        address=addresses.conversation(shown.turn_id),
    )


def _place(shown: PlaceShown) -> parts.FoundPlace:
    return parts.FoundPlace(
        who=" and ".join(shown.speakers),
        words=shown.words,
        title=shown.title or "Untitled conversation",
        turn=shown.turn,
        turn_id=shown.turn_id,
        language=shown.language,
        address=addresses.conversation(shown.turn_id),
        cite=shown.address if shown.token else "",
        held_back=shown.withheld,
    )
