"""One reader against bytes that a fuzzer makes: `python tests/formats/fuzzing.py FORMAT CORPUS -runs=N`.

It ends at the first thing a reader raises that is no error of ours, and prints the bytes that did it.
"""

from __future__ import annotations

import sys

import atheris  # type: ignore[import-not-found,import-untyped,unused-ignore]

with atheris.instrument_imports(include=["earwitness.formats"], enable_loader_override=False):
    from earwitness.errors import EarwitnessError
    from earwitness.formats import FORMATS

    FORMAT = FORMATS[sys.argv[1]]
    READ, DETECTS = FORMAT.read, FORMAT.detects


def read_one(content: bytes) -> None:
    """Reads the bytes; what is refused on purpose is as good as what is read."""
    assert READ is not None and DETECTS is not None
    assert 0 <= DETECTS(content[:65536], "call") <= 1
    try:
        reading = READ(content, name="call")
    except EarwitnessError:
        return
    for transcript in reading.transcripts:
        for number, turn in enumerate(transcript.turns, 1):
            assert turn.number == number
            assert all(0 <= mark.start <= mark.end <= len(turn.text) for mark in turn.marks)
            assert all(0 <= word.first <= word.last <= len(turn.text) for word in turn.words)
            assert turn.start is None or turn.end is None or turn.start <= turn.end


if __name__ == "__main__":
    atheris.Setup([sys.argv[0], *sys.argv[2:]], read_one)
    atheris.Fuzz()
