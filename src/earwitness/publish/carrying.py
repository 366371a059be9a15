"""Carrying: what the screen says of formats; their own room names them in English.

The table of formats stands on a lower floor, which knows no language of the screen. A test holds that none of its notes is
missing here.
"""

from __future__ import annotations

from collections.abc import Mapping

from .tongue import later

TITLES: Mapping[str, str] = {
    "html": later("Web page"),
    "text": later("Plain text"),
    "docx": later("Word document"),
    "odt": later("OpenDocument text"),
    "csv": later("Table (CSV)"),
}
"""Formats whose titles are words; the others are names, the same in every language."""

SENTENCES: tuple[str, ...] = (
    later("Voices and signs stand in the words by convention; a turn without times gets times that stand in."),
    later("Signs stand in the words by convention; a turn without times gets times that stand in, and a note says so."),
    later(
        "A turn is one line: its line breaks become spaces; of two turns that overlap, each keeps its start and end."
    ),
    later("Times are rounded to hundredths of a second; words with times become karaoke."),
    later("It has no voices of its own: they are printed before their words."),
    later("A word becomes one token, without its number in the model."),
    later("Voices are numbered there; their names stand in a field of our own, speakerNames."),
    later("Voices are numbered there; their names go into the answer's metadata."),
    later("It has words and no turns: two turns of one speaker with little silence between them are read as one."),
    later("Voices are numbered there; their names stand in a field of our own, speaker_names."),
    later("Times are told to the second, and no end."),
    later("Tiers below a turn, and all else that such a file says, are kept with it and written back."),
    later("A turn without times gets times that stand in, for an interval has none without."),
    later("Annotations, translations and descriptions are kept with the turn they hang on and written back."),
    later("Lines as printed, tiers and headers are kept and written back."),
    later("A time that is not known is left empty."),
    later("Several dialects are read; one profile of ISO 24624 is written."),
    later("Words are written where some have times of their own; else it says who spoke when, and not what."),
    later("Words without times of their own share the time of their turn; turns are told by pauses when it is read."),
    later("A time that is not known is printed as that of the turn before."),
    later("This writes the texts alone; codes and notes leave by the format qdpx."),
    later("Ids begin with https://earwitness.invalid: put the address in its place at which you publish it."),
    later("A transcript is a PlainText in the Folder of its conversation; a language has three letters."),
    later("A timestamp within a paragraph begins a stretch of its text."),
    later("A turn without a time gets a stand-in, and its custom.untimed says so."),
    later("Times stand in the meta of an utterance; a corpus' other files are read from its zip and not written."),
    later("A record has one translation; the viewer of OHMS shows the first record of a file."),
    later("Printed for people to sign; tracked changes and comments on it come back: earwitness returned."),
    later("One row a turn; columns of other names are kept, and signs stand in the words."),
)
"""What a person should know of a format before choosing it."""
