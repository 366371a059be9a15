"""A survey of a parsed page: how much text, and how much of it linked, each element holds. One pass, no recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .elements import SILENT, is_hidden

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


class Extent(NamedTuple):
    """How much a reader can see of an element, in letters and digits and signs without white space."""

    text: int
    linked: int

    @property
    def density(self) -> float:
        """The share of linked text, 0 to 1."""
        return self.linked / self.text if self.text else 0.0


Survey = dict[int, Extent]
"""By the element's `mem_id`; what cannot be seen has no entry."""


def survey(root: LexborNode) -> Survey:
    """Returns the extent of `root` and of every element in it that can be seen."""
    extents: Survey = {}
    # One frame an open element: its id, the next child to visit, text so far, linked text so far, inside a link?
    frames: list[list[Any]] = [[root.mem_id, root.first_child, 0, 0, False]]
    while frames:
        frame = frames[-1]
        node = frame[1]
        if node is None:
            frames.pop()
            extents[frame[0]] = Extent(frame[2], frame[3])
            if frames:
                frames[-1][2] += frame[2]
                frames[-1][3] += frame[3]
            continue
        frame[1] = node.next
        if node.is_text_node:
            words = len("".join((node.text_content or "").split()))
            frame[2] += words
            if frame[4]:
                frame[3] += words
        elif node.is_element_node:
            tag = node.tag
            if tag not in SILENT and not is_hidden(node.attributes):
                frames.append([node.mem_id, node.first_child, 0, 0, frame[4] or tag == "a"])
    return extents
