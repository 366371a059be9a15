"""Terms: what the odd words of the screen mean, in a sentence or two, so that each explains itself where it stands.

A template sets one with `explained(word, key)` from `explained.html`, where the word first stands on a page.
"""

from __future__ import annotations

from collections.abc import Mapping

from .tongue import gettext, later

MEANINGS: Mapping[str, str] = {
    "act": later(
        "Something that was done in this archive. It is written down with who did it, when and why, and nearly every act "
        "can be taken back."
    ),
    "captured": later(
        "When the bytes were fetched or handed over. They are kept as they were then, whatever becomes of the page."
    ),
    "changes the meaning": later(
        "The versions differ in a number, a denial, a name, a place, a time, a thing, or in who speaks. A machine noticed "
        "it; which version is right is for people to say."
    ),
    "doubt": later(
        "A place where the program that read the page was not sure that it read it right. The words stand as they were found."
    ),
    "gap": later("The transcriber left something out here, or could not hear it."),
    "hash": later(
        "A number worked out from every byte of the file. With one byte changed it comes out another, so anybody can check "
        "that this copy is the one that was captured."
    ),
    "inferred": later("The source does not say it. Somebody concluded it from something else, and says from what."),
    "lasting name": later(
        "This name keeps leading here, also after a transcript is corrected or two conversations are joined."
    ),
    "match": later(
        "Two conversations that may be one and the same, as a program sees it. Nothing is joined until a person says so."
    ),
    "published": later("When it came out, which may be long after people spoke."),
    "restricted": later(
        "Only the keeper of the archive sees this. It goes into no export, publication or citation, and others who read "
        "here are not shown it."
    ),
    "stated": later("The source itself says it."),
    "supplied": later("The transcriber added these words to complete the sense. Nobody says them in the recording."),
    "took place": later("When people spoke. The day it came out is another, and stands apart."),
    "turn": later("What one voice says until another begins."),
    "unclear": later("The transcriber was not sure of having heard this right."),
    "version": later(
        "One text of the conversation: a transcript, a translation, an excerpt or subtitles. Versions may differ, and "
        "none of them is the conversation itself."
    ),
}
"""Each by the key under which a template asks for it."""


def meaning(key: str) -> str:
    """Returns what the term means, in the reader's language. Raises KeyError where it is none of ours."""
    return gettext(MEANINGS[key])
