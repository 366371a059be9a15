"""Reasons: why a word of a passage was found, in a sentence."""

from __future__ import annotations

from .tongue import gettext, later

SAME = "same word"
_SENTENCES = {
    SAME: later("{words}: the word itself"),
    "form of": later("{words}: a form of {lemma}"),
    "name in another alphabet": later("{words}: {asked} in another alphabet"),
    "name in another language": later("{words}: {lemma} and {asked} are one name in two languages"),
    "name spelt another way": later("{words}: {asked} spelt another way"),
    "short form of the name": later("{words}: {lemma} and {asked} are long and short for one name"),
    "glossary": later("{words}: for {asked} the glossary has {lemma}"),
    "near spelling": later("{words}: spelt nearly like {asked}"),
    "pattern": later("{words}: fits {asked}"),
}


def sentence(*, words: str, asked: str, why: str, lemma: str) -> str:
    """Returns why these words of a text answer what was asked."""
    return gettext(_SENTENCES[why]).format(words=words, asked=asked, lemma=lemma or asked)
