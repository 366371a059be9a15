"""A TextGrid printed as Praat prints it, long or short."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...times import Ms
from .grids import CANONICAL_HEAD, Grid, GridTier, Interval


def seconds(time: Ms) -> str:
    """Returns a time as Praat prints it, in seconds: `1.5`, `0`."""
    whole, rest = divmod(time, 1000)
    return f"{whole}.{rest:03}".rstrip("0") if rest else str(whole)


def printed(grid: Grid, intervals: list[list[Interval]]) -> str:
    """Returns the TextGrid in its form, as Praat prints it, with these labelled entries on its tiers."""
    long = grid.form == "long"
    lines = [grid.head or CANONICAL_HEAD]
    if long:
        lines += [
            f"xmin = {grid.first} \nxmax = {grid.last} \ntiers? <exists> \nsize = {len(grid.tiers)} \nitem []: \n"
        ]
    else:
        lines += [f"{grid.first}\n{grid.last}\n<exists>\n{len(grid.tiers)}\n"]
    for number, tier in enumerate(grid.tiers, 1):
        entries = list(_filled(tier, intervals[number - 1]))
        name = tier.name.replace('"', '""')
        kind = "intervals" if tier.kind == "IntervalTier" else "points"
        if long:
            lines.append(
                f'    item [{number}]:\n        class = "{tier.kind}" \n        name = "{name}" \n'
                f"        xmin = {tier.first} \n        xmax = {tier.last} \n        {kind}: size = {len(entries)} \n"
            )
        else:
            lines.append(f'"{tier.kind}"\n"{name}"\n{tier.first}\n{tier.last}\n{len(entries)}\n')
        for nth, (first, last, label) in enumerate(entries, 1):
            label = label.replace('"', '""')
            if long and last:
                lines.append(
                    f"        intervals [{nth}]:\n            xmin = {first} \n            xmax = {last} \n"
                    f'            text = "{label}" \n'
                )
            elif long:
                lines.append(f'        points [{nth}]:\n            number = {first} \n            mark = "{label}" \n')
            else:
                lines.append(f'{first}\n{last}\n"{label}"\n' if last else f'{first}\n"{label}"\n')
    return "".join(lines)


def _filled(tier: GridTier, entries: list[Interval]) -> Iterable[Interval]:
    """Yields all entries of a tier in order: intervals without a label fill what the others leave."""
    entries = sorted(entries, key=lambda entry: float(entry[0]))
    if tier.kind == "TextTier" or tier.empty is not None:
        yield from sorted([*entries, *_clear(tier.empty or [], entries)], key=lambda entry: float(entry[0]))
        return
    before = tier.first
    for first, last, label in entries:
        if float(before) < float(first):
            yield before, first, ""
        yield first, last, label
        before = last
    if not entries or float(before) < float(tier.last):
        yield before, tier.last, ""


def _clear(empty: list[Interval], entries: list[Interval]) -> Iterator[Interval]:
    """Yields the empty intervals that no labelled one has come to overlap."""
    forward = [entry for entry in entries if entry[1] and float(entry[0]) < float(entry[1])]
    place = 0
    for first, last, label in empty:
        if not last:
            yield first, last, label
            continue
        while place < len(forward) and float(forward[place][1]) <= float(first):
            place += 1
        if place == len(forward) or float(last) <= float(forward[place][0]):
            yield first, last, label
