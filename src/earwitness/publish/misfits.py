"""Misfits: why a segment of a recording cannot stand as it was typed."""

from __future__ import annotations

from .tongue import later

SENTENCES: tuple[str | tuple[str, str], ...] = (
    later("a segment cannot begin at {time}: {id} lasts {duration}"),
    later("a segment cannot end at {time}: {id} lasts {duration}"),
    later("give a time within the recording, as 1:23 or 1:02:03.5"),
    later("a segment that begins at {start} cannot end at {end}"),
    later("leave the end out where it lasts until the next begins"),
    later("nothing is said of the segment at {time}"),
    later("give it a title, a synopsis or keywords"),
    later("“{words}” is no time"),
    later("write 1:23, 1:02:03.5 or 83000ms"),
    later("the {field} of {id} is no longer “{before}”: it is “{after}”, and this would make it “{wanted}”"),
    later("the segment {id} was taken off"),
    later("nothing would change: the segments say all of this already"),
)
