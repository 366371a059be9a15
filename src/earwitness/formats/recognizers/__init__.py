"""What speech recognisers give out: words with times and confidences, as JSON or tables."""

from __future__ import annotations

from ..format import Format

RECOGNIZERS: tuple[Format, ...] = (
    Format(
        name="deepgram", title="Deepgram JSON", room="recognizers.deepgram", suffixes=(".deepgram.json",),
        media_type="application/json", carries=("times", "words", "speakers"),
        note="Voices are numbered there; their names go into the answer's metadata.",
    ),
    Format(
        name="assemblyai", title="AssemblyAI JSON", room="recognizers.assemblyai", suffixes=(".assemblyai.json",),
        media_type="application/json", carries=("times", "words", "speakers", "language"),
    ),
    Format(
        name="speechmatics", title="Speechmatics JSON (json-v2)", room="recognizers.speechmatics",
        suffixes=(".speechmatics.json",), media_type="application/json",
        carries=("times", "words", "speakers", "translation", "language"), many=True,
        note="It has words and no turns: two turns of one speaker with little silence between them are read as one.",
    ),
    Format(
        name="watson", title="IBM Watson Speech to Text JSON", room="recognizers.watson", suffixes=(".watson.json",),
        media_type="application/json", carries=("times", "words", "speakers"),
        note="Voices are numbered there; their names stand in a field of our own, speaker_names.",
    ),
    Format(
        name="rev", title="Rev and Rev AI JSON", room="recognizers.rev", suffixes=(".rev.json",),
        media_type="application/json", carries=("times", "words", "speakers"),
    ),
)  # fmt: skip
