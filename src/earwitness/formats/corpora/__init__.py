"""What linguists transcribe in: tiers, codes and timelines."""

from __future__ import annotations

from ..format import Format

CORPORA: tuple[Format, ...] = (
    Format(
        name="eaf", title="ELAN", room="corpora.eaf", suffixes=(".eaf",), media_type="application/x-eaf+xml",
        carries=("times", "words", "speakers", "overlap", "language"),
        note="Tiers below a turn, and all else that such a file says, are kept with it and written back.",
    ),
    Format(
        name="textgrid", title="Praat TextGrid", room="corpora.textgrid", suffixes=(".textgrid",),
        media_type="text/x-textgrid", carries=("times", "words", "speakers", "overlap"),
        note="A turn without times gets times that stand in, for an interval has none without.",
    ),
    Format(
        name="exb", title="EXMARaLDA basic transcription", room="corpora.exb", suffixes=(".exb",),
        media_type="application/x-exb+xml", carries=("times", "speakers", "overlap"),
        note="Annotations, translations and descriptions are kept with the turn they hang on and written back.",
    ),
    Format(
        name="chat", title="CHAT", room="corpora.chat", suffixes=(".cha",), media_type="text/x-chat",
        carries=("times", "words", "speakers", "roles", "overlap", "marks", "metadata", "language"),
        note="Lines as printed, tiers and headers are kept and written back.",
    ),
    Format(
        name="trs", title="Transcriber", room="corpora.trs", suffixes=(".trs",),
        media_type="application/x-transcriber+xml",
        carries=("times", "speakers", "overlap", "marks", "metadata", "language"),
        note="A time that is not known is left empty.",
    ),
    Format(
        name="tei", title="TEI, transcriptions of speech", room="corpora.tei", suffixes=(".tei", ".xml"),
        media_type="application/tei+xml",
        carries=("times", "words", "speakers", "roles", "overlap", "marks", "metadata", "language"),
        note="Several dialects are read; one profile of ISO 24624 is written.",
    ),
)  # fmt: skip
