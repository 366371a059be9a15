"""Front matter: the lines between `---` or `+++` at the head of a Markdown file."""

from __future__ import annotations

import re
import tomllib

_YAML = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_TOML = re.compile(r"\A\+\+\+[ \t]*\r?\n(.*?)\r?\n\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*)")
_LARGEST = 20_000


def read_front_matter(text: str) -> tuple[dict[str, str], int]:
    """Returns the plain values of the front matter by lower-case key, and the offset where the text begins.

    Without front matter, or with one that is none (a line in it is no `key: value`, list or comment), nothing and 0.
    Nested values are passed over; nothing in it is ever run.
    """
    head = text[:_LARGEST]
    match = _TOML.match(head)
    if match is not None:
        try:
            values = tomllib.loads(match.group(1))
        except tomllib.TOMLDecodeError:
            return {}, 0
        return {key.lower(): str(value) for key, value in values.items() if not isinstance(value, dict)}, match.end()
    match = _YAML.match(head)
    if match is None:
        return {}, 0
    values = {}
    for line in match.group(1).splitlines():
        found = _LINE.fullmatch(line.rstrip())
        if found is not None:
            values[found.group(1).lower()] = _unquoted(found.group(2).strip())
        elif line.strip() and not re.match(r"\s|-|#", line):
            return {}, 0
    return {key: value for key, value in values.items() if value}, match.end()


def _unquoted(value: str) -> str:
    if 1 < len(value) and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return re.sub(r"\s+#.*$", "", value)
