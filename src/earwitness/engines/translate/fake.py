"""The fake engine: made-up words, as many as there are, the same for the same turn. It never stands for a real result.

The model says how it behaves: `plain`; `empty`, `silent` (one turn without a word), `repeats` (one turn in a loop), `stuck`
(the same for every turn), `loses` (a turn too few), `copies` (the turn as it was), `spells` (the turn in other letters),
`nonsense` and `dies`, as engines do.
"""

from __future__ import annotations

import os
import re

from ...digests import sha256
from ...errors import NotFound
from .engine import Batch, Identity, Settings

MODELS = ("plain", "empty", "silent", "repeats", "stuck", "loses", "copies", "spells", "nonsense", "dies")
WORDS = ("lorem", "ipsum", "dolor", "sit", "amet", "elit", "sed", "magna", "nulla", "porta", "risus", "velit")
_WORD = re.compile(r"⟦/?\d+⟧|\d+|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_LETTERS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y", "і": "i",
    "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ь": "", "ю": "iu", "я": "ia", "ы": "y", "э": "e",
    "ъ": "", "ё": "e",
})  # fmt: skip


def identity(settings: Settings) -> Identity:
    model = settings.model or MODELS[0]
    if model not in MODELS:
        raise NotFound(f"the fake engine has no model “{model}”", hint="models: " + ", ".join(MODELS))
    return Identity(model=model, version="1")


def load(settings: Settings, identity: Identity) -> Fake:
    return Fake(identity.model)


class Fake:
    """Words from a short list, by the digest of the turn; signs and numbers stay where they are."""

    def __init__(self, model: str) -> None:
        self._model = model

    def translate(self, batch: Batch, settings: Settings) -> list[str]:
        texts = [line.text for line in batch.lines]
        if self._model == "dies":
            os._exit(9)
        found = [_made_up(text) for text in texts]
        match self._model:
            case "empty":
                return ["" for _ in found]
            case "silent":
                return [*found[:-1], "  "]
            case "repeats":
                return [*found[:-1], "and so it goes " * 30]
            case "stuck":
                return ["lorem ipsum dolor sit amet" for _ in found]
            case "loses":
                return found[:-1]
            case "copies":
                return texts
            case "spells":
                return [text.lower().translate(_LETTERS) for text in texts]
            case "nonsense":
                return ["\x00\x1b[2J" for _ in found]
        return found


def _made_up(text: str) -> str:
    digest = bytes.fromhex(sha256(text.encode()))
    number = 0

    def other(found: re.Match[str]) -> str:
        nonlocal number
        word = found[0]
        if word[0] == "⟦" or word.isdigit():
            return word
        number += 1
        return WORDS[digest[number % len(digest)] % len(WORDS)]

    return _WORD.sub(other, text)
