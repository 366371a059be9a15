"""What hints say, in sentences."""

from __future__ import annotations

from ..model import Hint


def sentence(hint: Hint) -> str:
    """Returns what a hint says."""
    words = f"“{shortened(hint.anchor.exact)}”" if hint.anchor is not None else ""
    labels = " and ".join(f"“{shortened(label, 30)}”" for label in hint.labels)
    match hint.kind:
        case "turn":
            whose = (
                "" if hint.voice is None else f" of {shortened(hint.voice, 30)}" if hint.voice else " of nobody known"
            )
            return f"{words} is a turn{whose}"
        case "follows":
            return f"{words} goes on with the turn before"
        case "no turn":
            return f"{words} is no turn"
        case "one voice":
            return f"{labels} are one voice"
        case "two voices":
            return f"{labels} is a voice of its own"
        case "no voice":
            return f"{labels} is no voice"
        case "editor":
            return f"{words} is the editor's ({hint.mark or 'gloss'})"
        case "speech":
            return f"{words} was said"
        case _:
            return f"{hint.of} no longer holds"


def told_unfit(hint: Hint, why: str) -> str:
    """Returns the sentence that says that a hint no longer fits, and why."""
    return f"a person said: {sentence(hint)}; that no longer fits: {why}"


def shortened(words: str, length: int = 60) -> str:
    return words if len(words) <= length else words[: length - 1] + "…"
