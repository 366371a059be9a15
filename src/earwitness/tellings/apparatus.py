"""The critical apparatus of a conversation as TEI XML, and its variants as a table in CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ..model import Transcript
from .variants import Variant

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Signs that XML cannot hold, not even escaped."""
COLUMNS = ("variant", "material", "kind", "chosen", "transcript", "turn", "start", "end", "words")


def write_csv(variants: Sequence[Variant]) -> str:
    """Returns a line for each reading of each variant, under a line of column names.

    Words that a spreadsheet would take for a formula get an apostrophe before them; offsets stay those of the turn.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for variant in variants:
        for reading in variant.readings:
            words = "'" + reading.words if reading.words.startswith(("=", "+", "-", "@", "\t", "\r")) else reading.words
            writer.writerow(
                (
                    variant.id,
                    "yes" if variant.material else "no",
                    variant.kind,
                    variant.chosen or "",
                    reading.transcript,
                    reading.turn,
                    reading.start,
                    reading.end,
                    words,
                )
            )
    return out.getvalue()


def write_tei(title: str, transcripts: Sequence[Transcript], variants: Sequence[Variant]) -> str:
    """Returns a TEI document: every telling as a witness and a text of utterances, every variant as an `app` with its readings.

    The apparatus is external: `from` and `to` name the utterance, `n` its characters as `start-end`. A reading without
    words is an empty `rdg`; a person's choice is a `lem`.
    """
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">',
        "<teiHeader><fileDesc>",
        f"<titleStmt><title>{_text(title)}</title></titleStmt>",
        "<publicationStmt><p>Written by Earwitness; where the tellings come from is said in the archive.</p></publicationStmt>",
        "<sourceDesc><listWit>",
        *(_witness(transcript) for transcript in transcripts),
        "</listWit></sourceDesc></fileDesc>",
        '<encodingDesc><variantEncoding method="double-end-point" location="external"/></encodingDesc></teiHeader>',
        "<text><group>",
    ]
    for transcript in transcripts:
        lines.extend(_body(transcript))
    lines.append("</group>")
    if variants:
        lines += ["<back><listApp>", *(line for variant in variants for line in _app(variant)), "</listApp></back>"]
    lines.append("</text></TEI>")
    return "\n".join(lines) + "\n"


def _witness(transcript: Transcript) -> str:
    about = ", ".join(part for part in (transcript.kind, transcript.language or "", transcript.title or "") if part)
    return f"<witness xml:id={_name(transcript.id)}>{_text(about)}</witness>"


def _body(transcript: Transcript) -> list[str]:
    language = f" xml:lang={quoteattr(transcript.language)}" if transcript.language else ""
    labels = {speaker.id: " / ".join(speaker.labels) or speaker.id for speaker in transcript.speakers}
    lines = [f"<text{language}><body>"]
    for turn in transcript.turns:
        who = " ".join(labels.get(voice, voice) for voice in turn.speakers)
        speaker = f"<speaker>{_text(who)}</speaker>" if who else ""
        lines.append(f"<sp xml:id={_turn(transcript.id, turn.number)}>{speaker}<p>{_text(turn.text)}</p></sp>")
    return [*lines, "</body></text>" if transcript.turns else "<p/></body></text>"]


def _app(variant: Variant) -> list[str]:
    first = variant.readings[0]
    place = f'"#{_turn(first.transcript, first.turn)[1:-1]}"'
    cause = quoteattr("material-" + variant.kind if variant.material else variant.kind)
    lines = [f"<app xml:id={_name(variant.id)} type={cause} from={place} to={place}>"]
    # An apparatus has one lemma, and it stands first; more words of the same telling are readings.
    chosen = next((reading for reading in variant.readings if reading.transcript == variant.chosen), None)
    for reading in sorted(variant.readings, key=lambda reading: reading is not chosen):
        tag = "lem" if reading is chosen else "rdg"
        where = f'source="#{_turn(reading.transcript, reading.turn)[1:-1]}" n="{reading.start}-{reading.end}"'
        lines.append(f'<{tag} wit="#{_name(reading.transcript)[1:-1]}" {where}>{_text(reading.words)}</{tag}>')
    return [*lines, "</app>"]


def _turn(transcript: str, number: int) -> str:
    return _name(f"{transcript}-u{number}")


def _name(id: str) -> str:
    """Returns an XML name in quotation marks; ours are names already, ids of other origin are made so."""
    bare = re.sub(r"[^A-Za-z0-9._-]", "-", id)
    return f'"{bare if bare[:1].isalpha() else "x" + bare}"'


def _text(words: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", words))
