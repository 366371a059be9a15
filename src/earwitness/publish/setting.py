"""Setting: a turn as it stands in a row, as markup.

A hearing has tens of thousands of turns, so this is written out and not a template, and a browser gets no element that it
could do without; everything that was said or printed is escaped here, one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from markupsafe import Markup

from . import addresses, care
from .passages import Piece
from .sheet import Cell, Check, Column, SheetRow, Slot
from .tongue import direction
from .tongue import gettext as _

FROM_THE_RIGHT = re.compile(
    r"[\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
"""Letters that are read from right to left, and signs that turn a text round."""


def turns_round(text: str) -> bool:
    """Says whether a text may run against the page, so that a browser must look which way it runs."""
    return direction() == "rtl" or FROM_THE_RIGHT.search(text) is not None


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


def slots(row: SheetRow, columns: Sequence[Column], *, align: bool = False, turns: str = "", hear: str = "") -> Markup:
    """Returns what each version has in a row, beside each other; see `cell` for the rest."""
    several = 1 < len(columns)
    out: list[str] = []
    for slot, column in zip(row.slots, columns, strict=True):
        # What version it is stands over the column, and in a narrow window the style says it here.
        out.append(f'<div class="slot" role="group" aria-label="{escape(column.name)}">' if several else SLOT)
        out.extend(cell(turn, align=align, version=column.name, turns=turns, hear=hear) for turn in slot.cells)
        if not slot.cells:
            out.append(_absent(slot))
        out.append("</div>")
    return Markup("".join(out))


SLOT = '<div class="slot">'


def _absent(slot: Slot) -> str:
    """Returns what stands in the place of a version that has nothing there."""
    if not slot.elsewhere:
        runs_on = " runs-on" if slot.runs_on else ""
        return f'<p class="absent{runs_on}"><span>{escape(_("not in this version"))}</span></p>'
    there = ", ".join(
        f'<a href="#{escape(addresses.turn_anchor(turn))}">{escape(_("turn %(number)s") % {"number": number})}</a>'
        for number, turn in slot.elsewhere
    )
    return f'<p class="absent">{escape(_("stands elsewhere in this version:"))} {there}</p>'


def cell(turn: Cell, *, align: bool = False, version: str = "", turns: str = "", hear: str = "") -> Markup:
    """Returns one turn of one version.

    `align` gives it a box to tick, `version` is what that is said of; `turns` is where the turn's own page lies, without its
    name: its number leads there. Without it, the number leads to the turn where it stands. `hear` is where it is heard,
    without the stretch: its time leads there.
    """
    anchor = escape(addresses.turn_anchor(turn.turn))
    named = escape(_("Turn %(number)s") % {"number": turn.number})
    leads = escape(turns + turn.turn) if turns else f"#{anchor}"
    box = ""
    if align:
        ticked = escape(_("Turn %(number)s of %(version)s") % {"number": turn.number, "version": version})
        box = f'<input class="mend" type="checkbox" name="turn" value="{escape(turn.turn)}" aria-label="{ticked}">'
    before = after = ""
    if turn.cautions and care.covers(turn.cautions):
        warning = f"{escape(care.warning(turn.cautions))} <b>{escape(_('Show it'))}</b>"
        before = f'<details class="cover"><summary>{warning}</summary>'
        after = "</details>"
    language = f' lang="{escape(turn.language)}"' if turn.language else ""
    way = ' dir="auto"' if any(turns_round(piece.text) for piece in turn.pieces) else ""
    doubts = "".join(f'<p class="aside doubt">{escape(doubt)}</p>' for doubt in turn.doubts)
    return Markup(
        f'<div class="cell voice-{turn.voice}{" machine" if turn.unchecked else ""}" id="{anchor}">'
        f'<a class="number" href="{leads}" aria-label="{named}">{turn.number}</a>{box}'
        f'<p class="who">{_who(turn, hear)}</p>'
        f'{before}<p class="said"{language}{way}>{passage(turn.pieces)}</p>{doubts}{after}</div>'
    )


def _who(turn: Cell, hear: str = "") -> str:
    """Returns who speaks, and what is to be said of that and of when."""
    if turn.name:
        who = _name(turn)
        if turn.inferred:
            why = escape(_("the source does not print who speaks"))
            who += f' <span class="aside" title="{why}">{escape(_("inferred"))}</span>'
    else:
        who = f'<span class="aside">{escape(_("voice not known"))}</span>'
    if turn.mouth:
        who += f' <a class="differs" href="#{escape(turn.mouth)}">{escape(_("another voice elsewhere"))}</a>'
    if turn.time and turn.heard and hear:
        leads = escape(f"{hear}{turn.heard}#{addresses.turn_anchor(turn.turn)}")
        who += f' <a class="aside time" href="{leads}" title="{escape(_("hear it"))}">{escape(turn.time)}</a>'
    elif turn.time:
        who += f' <span class="aside time">{escape(turn.time)}</span>'
    if turn.checked is not None:
        who += " " + _checked(turn.checked)
    if turn.unchecked:
        why = escape(_("A machine wrote these words, and nobody has checked them as they stand."))
        who += f' <span class="aside unchecked" title="{why}">{escape(_("unchecked"))}</span>'
    if turn.held_back:
        who += f' <span class="aside held-back">{escape(turn.held_back)}</span>'
    return who


def _checked(check: Check) -> str:
    """Returns that somebody checked a turn, and that it was corrected since where it was."""
    said = _("checked by %(agent)s, %(day)s") % {"agent": check.agent, "day": check.day}
    if check.heard:
        said = _("%(said)s, against the sound") % {"said": said}
    if check.whole:
        said = _("%(said)s, with the whole version") % {"said": said}
    if check.outdated:
        return (
            f'<span class="aside outdated" title="{escape(said)}">{escape(_("corrected since it was checked"))}</span>'
        )
    whole = " whole" if check.whole else ""
    shown = _("checked against the sound") if check.heard else _("checked")
    return f'<span class="aside checked{whole}" title="{escape(said)}">{escape(shown)}</span>'


def _name(turn: Cell) -> str:
    """Returns what a voice is called, kept apart from what stands beside it where it may run the other way."""
    whole = f' title="{escape(turn.name)}"' if turn.name != turn.short_name else ""
    name = escape(turn.short_name)
    return f"<bdi{whole}>{name}</bdi>" if whole or turns_round(turn.name) else name
