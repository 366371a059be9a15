"""Widening: a query that also finds other words for what it names, such as those of a glossary."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from .tree import Clauses, Node, Reply, Weighted, Words

Also = Callable[[str], Sequence[str]]
"""A word or phrase of a query → other words for the same; none where there are none."""

RUN = 4
"""Words that stand side by side in a query and are looked up together."""
LESS = 0.5
"""How much another word counts, beside one that was typed."""


def widened(node: Node, also: Also | None) -> Node:
    """Returns the tree with other words beside those that `also` knows; what is excluded is not widened."""
    if also is None:
        return node
    match node:
        case Words() if _plain(node):
            return _with(node, node, node.text, also(node.text))
        case Weighted():
            return replace(node, node=widened(node.node, also))
        case Reply():
            return replace(node, to=widened(node.to, also))
        case Clauses():
            return replace(
                node,
                must=tuple(_beside(node.must, also)),
                either=tuple(widened(child, also) for child in node.either),
            )
        case _:
            return node


def _plain(node: Words) -> bool:
    return node.field == "text" and not node.slop


def _beside(nodes: Sequence[Node], also: Also) -> list[Node]:
    """Returns parts that must all be there, widened; words that are one term together are so as one."""
    found: list[Node] = []
    at = 0
    while at < len(nodes):
        for length in range(min(RUN, len(nodes) - at), 1, -1):
            run = [node for node in nodes[at : at + length] if isinstance(node, Words)]
            if len(run) < length or not all(_plain(node) and not node.quoted for node in run):
                continue
            typed = " ".join(node.text for node in run)
            if others := also(typed):
                found.append(_with(Clauses(must=tuple(run)), run[0], typed, others))
                at += length
                break
        else:
            found.append(widened(nodes[at], also))
            at += 1
    return found


def _with(node: Node, first: Words, typed: str, others: Sequence[str]) -> Node:
    if not others:
        return node
    more = (Words(field=first.field, text=other, at=first.at, quoted=True, instead_of=typed) for other in others)
    return Clauses(either=(node, *(Weighted(node=each, weight=LESS) for each in more)))
