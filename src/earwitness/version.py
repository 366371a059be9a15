"""The version of the package, and of what it writes to disk."""

__version__ = "0.1.0"

ARCHIVE_VERSION = 1
"""The layout of `objects/` and `journal.jsonl`. A newer archive is refused politely, never guessed at."""
