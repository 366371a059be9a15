"""The tellings in columns, their differences marked, as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ..model import Transcript, Turn
from .align import Alignment
from .rows import rows
from .variants import Reading, Variant

_STYLE = """
body { font: 1rem/1.5 Georgia, serif; margin: 2rem auto; max-width: 90rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
table { border-collapse: collapse; width: 100%; table-layout: fixed }
th, td { text-align: left; vertical-align: top; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #ddd }
.voice { font-weight: bold } .number { color: #666; font-size: .8rem }
mark { background: #ffe9a8; color: inherit } mark.wording { background: none; border-bottom: 1px dotted #888 }
.none { color: #666 }
@media (prefers-color-scheme: dark) {
  body { color: #eee; background: #161616 } th, td { border-color: #444 } mark { background: #6b5510 }
  .number, .none { color: #aaa }
}
"""


def write_html(
    title: str, transcripts: Sequence[Transcript], alignments: Sequence[Alignment], variants: Sequence[Variant]
) -> str:
    """Returns the page: the differences that change the meaning as a list, then every telling in a column.

    Each difference leads to its places and has an address of its own, `#v…`.
    """
    material = [variant for variant in variants if variant.material]
    lines = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>",
        f"<h2>Differences that change the meaning ({len(material)})</h2>",
    ]
    names = {transcript.id: _heading(transcript) for transcript in transcripts}
    lines += ["<ul>", *(_item(variant, names) for variant in material), "</ul>"] if material else ["<p>None found.</p>"]
    lines.append("<h2>The versions side by side</h2><table><thead><tr>")
    lines += [f'<th scope="col">{escape(names[transcript.id])}</th>' for transcript in transcripts]
    lines.append("</tr></thead><tbody>")
    readings: dict[tuple[str, int], list[tuple[Reading, Variant]]] = {}
    for variant in variants:
        for reading in variant.readings:
            readings.setdefault((reading.transcript, reading.turn), []).append((reading, variant))
    for row in rows(transcripts, alignments):
        lines.append("<tr>")
        for transcript, numbers in zip(transcripts, row.cells, strict=True):
            turns = [turn for turn in transcript.turns if turn.number in numbers]
            lines.append("<td>" + "".join(_turn(transcript, turn, readings) for turn in turns) + "</td>")
        lines.append("</tr>")
    lines.append("</tbody></table></body></html>")
    return "\n".join(lines) + "\n"


def _heading(transcript: Transcript) -> str:
    return ", ".join(part for part in (transcript.title, transcript.kind, transcript.language) if part)


def _item(variant: Variant, names: dict[str, str]) -> str:
    said = "; ".join(
        f'<a href="#{_anchor(reading.transcript, reading.turn)}">{_shown(reading.words)}</a> '
        f"<span class=number>({escape(names[reading.transcript])})</span>"
        for reading in variant.readings
    )
    chosen = f" — settled: {escape(names.get(variant.chosen, variant.chosen))}" if variant.chosen else ""
    return f'<li id="{escape(variant.id)}"><b>{escape(variant.kind)}</b>: {said}{chosen}</li>'


def _shown(words: str) -> str:
    return f"“{escape(words)}”" if words else "<span class=none>nothing</span>"


def _anchor(transcript: str, number: int) -> str:
    return escape(f"{transcript}-{number}")


def _turn(transcript: Transcript, turn: Turn, readings: dict[tuple[str, int], list[tuple[Reading, Variant]]]) -> str:
    labels = {speaker.id: " / ".join(speaker.labels) or speaker.id for speaker in transcript.speakers}
    who = ", ".join(labels.get(voice, voice) for voice in turn.speakers)
    voice = f"<span class=voice>{escape(who)}</span> " if who else ""
    text = "".join(_marked(turn.text, readings.get((transcript.id, turn.number), [])))
    language = turn.language or transcript.language
    tongue = f' lang="{escape(language)}" dir="auto"' if language else ' dir="auto"'
    number = f'<span class="number">{turn.number}</span>'
    return f'<p id="{_anchor(transcript.id, turn.number)}"{tongue}>{number} {voice}{text}</p>'


def _marked(text: str, readings: Sequence[tuple[Reading, Variant]]) -> Iterator[str]:
    """Yields the text with its differences marked; of two that overlap the material one is, and a whole turn is not."""
    at = 0
    chosen: list[tuple[Reading, Variant]] = []
    for reading, variant in sorted(readings, key=lambda one: (not one[1].material, one[0].start)):
        if reading.start < reading.end and reading.end - reading.start < len(text):
            if all(reading.end <= other.start or other.end <= reading.start for other, _ in chosen):
                chosen.append((reading, variant))
    for reading, variant in sorted(chosen, key=lambda one: one[0].start):
        kind = "material" if variant.material else "wording"
        yield escape(text[at : reading.start])
        words = escape(text[reading.start : reading.end])
        yield f'<mark class="{kind}" title="{escape(variant.kind)}">{words}</mark>'
        at = reading.end
    yield escape(text[at:])
