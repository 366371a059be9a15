"""Setting: a turn as it stands in a row, as markup.

A hearing has tens of thousands of turns, so this is written out and not a template; everything that was said or printed is
escaped here, one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from . import addresses, care
from .passages import Piece
from .sheet import Cell, Column, SheetRow, Slot
from .tongue import gettext as _


def passage(pieces: Iterable[Piece]) -> Markup:
    """Returns a passage: words, and what is marked in them with its explanation."""
    return Markup("".join(map(_piece, pieces)))


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    if not piece.marks:
        return text
    marks, note = escape(" ".join(piece.marks)), escape(piece.note)
    if piece.difference:
        nothing = " nothing" if piece.beside else ""
        return f'<a class="{marks}{nothing}" href="#{escape(piece.difference)}" title="{note}">{text}</a>'
    if piece.beside:
        first = escape(piece.marks[0])
        heard = note if first == "gap" else f"{escape(piece.text.strip())}, {note}"
        return f'<span class="beside {first}" role="note" aria-label="{heard}" title="{note}">{text}</span>'
    if "found" in piece.marks:
        return f'<mark class="{marks}" title="{note}">{text}</mark>' if note else f"<mark>{text}</mark>"
    return f'<span class="{marks}" title="{note}">{text}<span class="heard"> ({note}) </span></span>'


def slots(row: SheetRow, columns: Sequence[Column], *, align: bool = False, turns: str = "") -> Markup:
    """Returns what each version has in a row, beside each other; see `cell` for the rest."""
    several = 1 < len(columns)
    out: list[str] = []
    for slot, column in zip(row.slots, columns, strict=True):
        out.append('<div class="slot">\n')
        if several:
            out.append(f'<p class="version">{escape(column.name)}</p>\n')
        out.extend(cell(turn, align=align, version=column.name, turns=turns) for turn in slot.cells)
        if not slot.cells:
            out.append(_absent(slot))
        out.append("</div>\n")
    return Markup("".join(out))


def _absent(slot: Slot) -> str:
    """Returns what stands in the place of a version that has nothing there."""
    if not slot.elsewhere:
        runs_on = " runs-on" if slot.runs_on else ""
        return f'<p class="absent{runs_on}"><span>{escape(_("not in this version"))}</span></p>\n'
    there = ", ".join(
        f'<a href="#{escape(addresses.turn_anchor(turn))}">{escape(_("turn %(number)s") % {"number": number})}</a>'
        for number, turn in slot.elsewhere
    )
    return f'<p class="absent">{escape(_("stands elsewhere in this version:"))} {there}</p>\n'


def cell(turn: Cell, *, align: bool = False, version: str = "", turns: str = "") -> Markup:
    """Returns one turn of one version.

    `align` gives it a box to tick, `version` is what that is said of; `turns` is where the turn's own page lies, without its
    name.
    """
    anchor = escape(addresses.turn_anchor(turn.turn))
    named = _("Turn %(number)s") % {"number": turn.number}
    box = ""
    if align:
        ticked = escape(_("Turn %(number)s of %(version)s") % {"number": turn.number, "version": version})
        box = f'<input class="mend" type="checkbox" name="turn" value="{escape(turn.turn)}" aria-label="{ticked}">\n'
    own = ""
    if turns:
        told = escape(_("Turn %(number)s by itself: cite it, note it") % {"number": turn.number})
        href = escape(turns + turn.turn)
        own = f' <a class="by-itself" href="{href}" aria-label="{told}">{escape(_("cite, note"))}</a>'
    said = passage(turn.pieces)
    before = after = ""
    if turn.cautions and care.covers(turn.cautions):
        warning = f"{escape(care.warning(turn.cautions))} <b>{escape(_('Show it'))}</b>"
        before = f'<details class="cover">\n<summary>{warning}</summary>\n'
        after = "</details>\n"
    language = f' lang="{escape(turn.language)}"' if turn.language else ""
    doubts = "".join(f'<p class="aside doubt">{escape(doubt)}</p>\n' for doubt in turn.doubts)
    return Markup(
        f'<div class="cell voice-{turn.voice}" id="{anchor}">\n'
        f'<a class="number" href="#{anchor}" aria-label="{escape(named)}">{turn.number}</a>\n{box}'
        f'<p class="who">{_who(turn)}{own}</p>\n'
        f'{before}<p class="said"{language} dir="auto">{said}</p>\n{doubts}{after}</div>\n'
    )


def _who(turn: Cell) -> str:
    """Returns who speaks, and what is to be said of that and of when."""
    if turn.name:
        whole = f' title="{escape(turn.name)}"' if turn.name != turn.short_name else ""
        who = f"<bdi{whole}>{escape(turn.short_name)}</bdi>"
        if turn.inferred:
            why = escape(_("the source does not print who speaks"))
            who += f' <span class="aside" title="{why}">{escape(_("inferred"))}</span>'
    else:
        who = f'<span class="aside">{escape(_("voice not known"))}</span>'
    if turn.mouth:
        who += f' <a class="differs" href="#{escape(turn.mouth)}">{escape(_("another voice elsewhere"))}</a>'
    if turn.time:
        who += f' <span class="aside time">{escape(turn.time)}</span>'
    if turn.checked is not None:
        said = _("checked by %(agent)s, %(day)s") % {"agent": turn.checked.agent, "day": turn.checked.day}
        if turn.checked.whole:
            said = _("%(said)s, with the whole version") % {"said": said}
        whole = " whole" if turn.checked.whole else ""
        who += f' <span class="aside checked{whole}" title="{escape(said)}">{escape(_("checked"))}</span>'
    if turn.held_back:
        who += f' <span class="aside held-back">{escape(turn.held_back)}</span>'
    return who
