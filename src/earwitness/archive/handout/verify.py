#!/usr/bin/env python3
"""Checks an Earwitness archive with Python's standard library alone: python3 verify.py [HEAD]

It proves that things are unchanged since they were kept; never that they are true, or who spoke.
Exit: 0 unchanged, 1 faults were found (each is named), 2 this is no archive.
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import re
import sys
from typing import Any

NOTHING = "0" * 64


def object_path(root: pathlib.Path, digest: str) -> pathlib.Path:
    return root / "objects" / digest[:2] / digest[2:]


def hash_file(path: pathlib.Path) -> str:
    hashing = hashlib.sha256()
    with path.open("rb") as file:
        while True:
            piece = file.read(1 << 20)
            if not piece:
                return hashing.hexdigest()
            hashing.update(piece)


def check_objects(root: pathlib.Path, faults: list[str]) -> set[str]:
    """Hashes every object; returns the digests that are there."""
    present = set()
    for path in sorted((root / "objects").rglob("*")):
        shown = path.relative_to(root).as_posix()
        if path.is_symlink():
            faults.append("unexpected link: " + shown)
        elif not path.is_dir():
            if not re.fullmatch("objects/[0-9a-f]{2}/[0-9a-f]{62}", shown):
                faults.append("unexpected: " + shown)
                continue
            digest = shown[8:10] + shown[11:]
            present.add(digest)
            if hash_file(path) != digest:
                faults.append("changed: " + shown)
    return present


def check_chain(root: pathlib.Path, faults: list[str]) -> tuple[list[tuple[int, str, str]], str, int]:
    """Follows the journal; returns (number, payload, time) of each line, and the head."""
    acts: list[tuple[int, str, str]] = []
    before, number = NOTHING, 0
    with (root / "journal.jsonl").open("rb") as file:
        for number, content in enumerate(file, start=1):
            if not content.endswith(b"\n"):
                faults.append(f"journal line {number} is torn: a crash left it, or somebody cut it")
            content = content.rstrip(b"\n")
            try:
                line = json.loads(content.decode("ascii"))
                written = json.dumps(line, sort_keys=True, separators=(",", ":")).encode()
                if written != content or sorted(line) != ["payload", "prev", "sequence", "time"]:
                    raise ValueError
                if not re.fullmatch("[0-9a-f]{64}", line["payload"]):
                    raise ValueError
                acts.append((number, line["payload"], line["time"]))
                if line["prev"] != before:
                    faults.append(f"journal line {number} does not follow line {number - 1}")
                if line["sequence"] != number:
                    faults.append(f"journal line {number} says it is number {line['sequence']}")
            except (ValueError, TypeError):
                faults.append(f"journal line {number} is not a line of a journal")
            before = hashlib.sha256(content).hexdigest()
    return acts, before, number


def read_payload(root: pathlib.Path, digest: str) -> list[Any] | None:
    """Returns the lines of a payload as values, None where it cannot be read."""
    try:
        content = object_path(root, digest).read_bytes()
        return [json.loads(line) for line in content.decode("utf-8").split("\n") if line]
    except (OSError, ValueError):
        return None


def check_payloads(
    root: pathlib.Path, acts: list[tuple[int, str, str]], present: set[str], faults: list[str], notes: list[str]
) -> None:
    """Looks for every payload, erasures honoured, and for every object that a source names."""
    replaced: dict[str, str | None] = {}
    for _, named, _ in acts:
        for noun in read_payload(root, named) or ():
            if noun.get("noun") == "erasure":
                replaced.update({one["erased"]: one.get("kept") for one in noun.get("payloads", ())})
    seen: set[str] = set()
    for _, named, _ in acts:
        if named in seen:
            faults.append("two lines of the journal name the same payload: " + named)
        seen.add(named)
    wanted: set[str] = set()
    for number, told, time in acts:
        payload: str | None = told
        while payload in replaced:
            payload = replaced[payload]
        if payload is None:
            continue
        wanted.add(payload)
        nouns = read_payload(root, payload)
        if payload not in present:
            faults.append(f"missing: objects/{payload[:2]}/{payload[2:]}, the payload of act {number}")
            continue
        if not nouns or nouns[0].get("noun") != "act" or nouns[0].get("time") != time:
            faults.append(f"journal line {number} and its payload do not have the same time")
        for noun in nouns or ():
            if noun.get("noun") == "source":
                wanted.update(one for one in (noun.get("digest"), noun.get("capture", {}).get("warc")) if one)
    for digest in sorted(wanted - present - {payload for _, payload, _ in acts}):
        faults.append(f"missing: objects/{digest[:2]}/{digest[2:]}")
    for digest in sorted(present - wanted):
        shown = f"objects/{digest[:2]}/{digest[2:]}"
        first = (read_payload(root, digest) or [None])[0]
        if digest in replaced:
            notes.append(shown + " was erased and is still here")
        elif isinstance(first, dict) and first.get("noun") == "act":
            faults.append("no line of the journal names this act: a crash left it, or lines were cut: " + shown)
        else:
            notes.append("no act names " + shown)


def main() -> int:
    root = pathlib.Path(__file__).resolve().parent
    if not (root / "journal.jsonl").is_file():
        sys.stderr.write("no archive here\n")
        return 2
    faults: list[str] = []
    notes: list[str] = []
    present = check_objects(root, faults)
    acts, head, count = check_chain(root, faults)
    check_payloads(root, acts, present, faults, notes)
    if len(sys.argv) > 1 and sys.argv[1] != head:
        faults.append("the head is not " + sys.argv[1])
    for fault in faults:
        sys.stdout.write("FAULT " + fault + "\n")
    for note in notes:
        sys.stdout.write("note: " + note + "\n")
    sys.stdout.write(f"objects {len(present)}, acts {count}, head {head}\n")
    if faults:
        sys.stdout.write(f"{len(faults)} faults\n")
        return 1
    sys.stdout.write("unchanged since it was kept. This does not say that it is true, nor who spoke.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
