"""The example archive as it is built: every file of it is read as `sources.toml` says a careful reader reads it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import earwitness
from earwitness import actions, examples
from earwitness.actions import Desk

FOLDER = Path(earwitness.__file__).parent / "examples" / "meridian"
BOOK = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
HEARD = tomllib.loads((FOLDER / "sound" / "sound.toml").read_text(encoding="utf-8"))

MISREAD = {
    "04-courier-nine-of-us.en.html": "“a voice from the bridge” and “the bridge” are taken for two voices",
    "05-salt-notes-nine-of-us.en.html": "“a voice from the bridge” and “the bridge” are taken for two voices",
    "10-courier-nine-of-us-archive.en.html": "“a voice from the bridge” and “the bridge” are taken for two voices",
    "09-stevedore.en.html": "an interviewer's bold questions without a label are taken into the answers",
    "11-pier-seven-channel.ru.html": "the channel's “pinned:” line is taken for a turn",
    "27-gazette.fr.html": "“une voix” and “la passerelle” are taken for two voices",
    "28-glos-portu.pl.html": "the second quote's speaker is not told",
    "32-hearing-day-1.en.txt": "Mr Kessler's one turn is not told apart; A and the witness, one voice, are two in the gold",
    "33-hearing-day-2.en.html": "A and the witness are one voice, which the gold has as two",
    "34-hearing-day-2.press.uk.html": "the quotes are given to the captain they tell of, not to the mate who speaks",
}
"""Files that the reader is known not to read as the gold has it. Any other is a new fault; one that reads well comes off."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with examples.build(tmp_path_factory.mktemp("example") / "meridian") as built:
        yield built


def wanted(entry: dict[str, Any]) -> list[tuple[str, int, list[str]]]:
    return [
        (part["language"], part["turns"], part["voices"])
        for part in entry.get("part", [entry])
        if "conversation" in part
    ]


def found(desk: Desk, entry: dict[str, Any]) -> list[tuple[str | None, int, list[str]]]:
    catalog = desk.archive.catalog
    place = entry.get("url") or entry["captured_as"]
    (source,) = (source for source in catalog.sources() if (source.url or source.path) == place)
    return [
        (
            transcript.language,
            len(transcript.turns),
            [speaker.labels[0] for speaker in transcript.speakers if speaker.labels],
        )
        for same in catalog.sources_of_digest(source.digest)
        for transcript in catalog.transcripts_from(same.id)
    ]


def alike(read: list[tuple[str | None, int, list[str]]], gold: list[tuple[str, int, list[str]]]) -> bool:
    """Says whether the tellings have the languages, turns and voices of the gold; voices that it leaves open are free."""
    return len(read) == len(gold) and all(
        one[:2] == other[:2] and other[2] in ([], one[2]) for one, other in zip(read, gold, strict=True)
    )


def test_every_source_is_read_as_the_gold_has_it(desk: Desk) -> None:
    otherwise = {
        entry["file"]: (read, gold)
        for entry in BOOK["source"]
        if not alike(read := found(desk, entry), gold := wanted(entry))
    }
    assert set(otherwise) <= set(MISREAD), {name: otherwise[name] for name in otherwise if name not in MISREAD}
    assert len(MISREAD) * 3 < len(BOOK["source"]), "most of it is read well"


def test_every_conversation_is_one_and_described(desk: Desk) -> None:
    listing = actions.list_conversations(desk, limit=None)
    titles = {entry["title"] for entry in (*BOOK["conversation"], *HEARD["conversation"])}
    assert {listed.title for listed in listing.conversations} == titles
    assert 12 <= listing.total == len(titles)
    assert all(listed.held for listed in listing.conversations)


def test_it_is_a_sound_archive_that_can_be_searched(desk: Desk) -> None:
    assert actions.verify(desk).faults == ()
    assert 30 <= len(desk.archive.catalog.sources())
    matches = actions.search(desk, "water OR вода", limit=200)
    assert matches.stale is None
    assert {"en", "ru", "uk"} <= {hit.language for hit in matches.hits}


def test_what_the_union_closed_is_closed_to_others(desk: Desk) -> None:
    (closed,) = (entry for entry in BOOK["source"] if entry["file"].startswith("07-"))
    titles = {listed.title for listed in actions.list_conversations(desk, limit=None, audience="others").conversations}
    (title,) = (entry["title"] for entry in BOOK["conversation"] if entry["key"] == closed["conversation"])
    assert title not in titles
    assert titles


def test_it_has_sound_with_the_times_of_every_turn(desk: Desk) -> None:
    catalog = desk.archive.catalog
    recordings = catalog.recordings()
    assert [recording.channels for recording in recordings] == [2, 1, 1]
    assert recordings[0].parties == ("Office", "Harbour Master")
    for entry in HEARD["source"]:
        if "turns" in entry:
            ((_, turns, _),) = found(desk, entry)
            assert turns == entry["turns"]
    (call,) = (each for each in recordings if each.channels == 2)
    (timed,) = (each for each in catalog.transcripts_of(call.conversation) if each.format == "vtt")
    assert all(turn.start is not None and turn.end is not None for turn in timed.turns)
    assert max(turn.end or 0 for turn in timed.turns) <= call.duration
