"""What speech recognisers give out: words with times and confidences, as JSON or tables."""

from __future__ import annotations

from ..format import Carried, Format

_WORDS: tuple[Carried, ...] = ("times", "words", "speakers", "language")
_JSON = "application/json"

_WHISPERS: tuple[Format, ...] = (
    Format(
        name="whisper", title="Whisper JSON", room="recognizers.whisper", suffixes=(".whisper.json",), media_type=_JSON,
        carries=_WORDS,
    ),
    Format(
        name="faster-whisper", title="faster-whisper JSON", room="recognizers.faster_whisper",
        suffixes=(".faster-whisper.json",), media_type=_JSON, carries=_WORDS,
    ),
    Format(
        name="whisperx", title="WhisperX JSON", room="recognizers.whisperx", suffixes=(".whisperx.json",), media_type=_JSON,
        carries=_WORDS,
    ),
    Format(
        name="whisper-timestamped", title="whisper-timestamped JSON", room="recognizers.whisper_timestamped",
        suffixes=(".whisper-timestamped.json",), media_type=_JSON, carries=_WORDS,
    ),
    Format(
        name="openai-verbose", title="OpenAI verbose JSON", room="recognizers.openai_verbose", suffixes=(".verbose.json",),
        media_type=_JSON, carries=_WORDS,
    ),
    Format(
        name="openai-diarized", title="OpenAI diarized JSON", room="recognizers.openai_diarized", suffixes=(".diarized.json",),
        media_type=_JSON, carries=("times", "words", "speakers"),
    ),
    Format(
        name="whisper-cpp", title="whisper.cpp JSON", room="recognizers.whisper_cpp", suffixes=(".whisper-cpp.json",),
        media_type=_JSON, carries=_WORDS, note="A word becomes one token, without its number in the model.",
    ),
    Format(
        name="whisper-tsv", title="Whisper table", room="recognizers.whisper_tsv", suffixes=(".tsv",),
        media_type="text/tab-separated-values", carries=("times", "speakers"),
    ),
)  # fmt: skip
_SERVICES: tuple[Format, ...] = (
    Format(
        name="aws-transcribe", title="Amazon Transcribe JSON", room="recognizers.aws_transcribe",
        suffixes=(".aws-transcribe.json",), media_type=_JSON, carries=_WORDS,
    ),
    Format(
        name="azure-speech", title="Azure Speech JSON", room="recognizers.azure_speech",
        suffixes=(".azure-speech.json",), media_type=_JSON, carries=_WORDS,
        note="Voices are numbered there; their names stand in a field of our own, speakerNames.",
    ),
    Format(
        name="google-stt", title="Google Speech-to-Text JSON", room="recognizers.google_stt",
        suffixes=(".google-stt.json",), media_type=_JSON, carries=_WORDS,
    ),
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
    Format(
        name="otter", title="Otter.ai text", room="recognizers.otter", suffixes=(".otter.txt",),
        media_type="text/plain", carries=("times", "speakers"),
        note="Times are told to the second, and no end.",
    ),
)  # fmt: skip

RECOGNIZERS: tuple[Format, ...] = (*_WHISPERS, *_SERVICES)
