"""Beside: what stands in the margin of a row, as markup.

A long conversation has a thousand differences, so a difference takes no more room here than a line: its kind, which leads to
its own page, and the readings. Script unfolds in place what that page says (`frontend/src/unfolding.ts`).
"""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from . import care, tongue, words
from .differences import Difference, Reading, Settled
from .marginalia import Explained, Marginal
from .setting import turns_round
from .sheet import SheetRow
from .tongue import gettext as _

LONGEST, LONGEST_NAME, LONGEST_NOTE = 160, 40, 280
"""Letters of a reading, of a version's name, of a note: the whole of it stands on its own page."""

FEW = 3
"""Notes and codes that stand there at once; the others wait in a fold."""


def margin(row: SheetRow) -> Markup:
    """Returns all that is said of a row; covered where its words are."""
    out = [difference(one) for one in row.differences]
    out += map(marginal, row.written[:FEW])
    if FEW < len(row.written):
        more = escape(_("%(n)s more") % {"n": len(row.written) - FEW})
        out += [f'<details class="more"><summary>{more}</summary>', *map(marginal, row.written[FEW:]), "</details>"]
    out += map(explained, row.terms)
    told = "".join(out)
    if told and row.cautions and care.covers(row.cautions):
        show = escape(_("Show it"))
        warning = f"{escape(care.warning(row.cautions))} <b>{show}</b>"
        told = f'<details class="cover"><summary>{warning}</summary>{told}</details>'
    return Markup(told)


def difference(one: Difference) -> str:
    """Returns a difference as a line: the readings of the versions that are shown, then those of others with their names."""
    here = " / ".join(_reading(reading) for reading in one.here)
    there = "; ".join(f"{_reading(reading)} {_versions(reading)}" for reading in one.there)
    material = " material" if one.material else ""
    return (
        f'<div class="note{material}" id="{escape(one.id)}"><a class="kind" href="{escape(one.address)}">'
        f"{escape(words.difference(one.kind))}</a> {here}{'; ' if here and there else ''}{there}{settled(one.settled)}</div>"
    )


def _reading(reading: Reading) -> str:
    chosen = "chosen" if reading.chosen else ""
    if not reading.words:
        nothing = escape(_("nothing"))
        return f'<span class="none {chosen}">{nothing}</span>'
    text = shortened(reading.words, LONGEST)
    language = f' lang="{escape(reading.language)}"' if reading.language else ""
    way = ' dir="auto"' if turns_round(text) else ""
    return f"<q{language}{way}{f' class={chosen}' if chosen else ''}>{escape(text)}</q>"


def _versions(reading: Reading) -> str:
    """Returns which version has a reading, and how many more."""
    first, *others = reading.versions
    more = _("and %(n)s more") % {"n": len(others)} if others else ""
    return escape(f"{shortened(first.name, LONGEST_NAME)} {more}".rstrip())


def settled(one: Settled | None) -> str:
    """Returns what people settled on; nothing where they did not."""
    if one is None:
        return ""
    act = _("act %(act)s") % {"act": one.act}
    when = escape(f"{words.moment(one.time)}, {act}")
    who = _("settled by <bdi>%(agent)s</bdi>") % {"agent": escape(one.agent)}
    own = f', <q dir="auto">{escape(shortened(one.words, LONGEST))}</q>' if one.words else ""
    why = "".join(f". <bdi>{escape(why)}</bdi>" for why in (one.note, one.reason) if why)
    return f'<p class="settled" title="{when}">{who}: {escape(one.said)}{own}{why}</p>'


def marginal(one: Marginal) -> Markup:
    """Returns a note or a code with who wrote it."""
    colour = f" code-{one.colour}" if one.colour else ""
    turn = escape(_("turn %(number)s") % {"number": one.turn})
    standing = f' <span class="aside doubt">{escape(one.standing)}</span>' if one.standing else ""
    return Markup(
        f'<div class="note written kind-{escape(one.kind)}{colour}" id="{escape(one.id)}"><p>'
        f'<b class="kind">{escape(one.name)}</b> <bdi>{escape(shortened(one.text, LONGEST_NOTE))}</bdi> '
        f'<a class="aside" href="{escape(one.address)}"><bdi>{escape(one.agent)}</bdi>, {turn}</a>{standing}</p></div>'
    )


def explained(one: Explained) -> str:
    """Returns a term of the glossary with what it may mean; its name leads to its page."""
    language = f' lang="{escape(one.language)}"' if one.language and one.language != tongue.language() else ""
    return (
        f'<p class="term"><a href="{escape(one.address)}"><bdi>{escape(one.term)}</bdi></a> '
        f"<bdi{language}>{escape(shortened(one.means, LONGEST_NOTE))}</bdi></p>"
    )


def shortened(text: str, length: int) -> str:
    """Returns the beginning of a long text, cut between words where it can be."""
    if len(text) <= length + 5:
        return text
    return text[: length - 1].rsplit(" ", 1)[0] + "…"
