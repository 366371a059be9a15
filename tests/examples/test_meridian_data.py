"""The example archive's data alone: every file is listed, reads in its character set, says that it is fiction, and holds
what `sources.toml` says a careful reader counts in it."""

from __future__ import annotations

import csv
import hashlib
import re
import tomllib
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import earwitness
from earwitness import dates
from earwitness.model import access, conversation, transcript

FOLDER = Path(earwitness.__file__).parent / "examples" / "meridian"
BOOK = tomllib.loads((FOLDER / "sources.toml").read_text(encoding="utf-8"))
SOURCES: list[dict[str, Any]] = BOOK["source"]
CONVERSATIONS: list[dict[str, Any]] = BOOK["conversation"]
NAMES = [source["file"] for source in SOURCES]
FICTION = ("Fictional example", "Вымышленный пример", "вымышленный пример", "Вигаданий приклад", "Fikcyjny", "fictif")
CHARSETS = {
    "05-salt-notes-nine-of-us.en.html": "windows-1252",
    "28-glos-portu.pl.html": "iso-8859-2",
    "31-engine-room-bridge.dashes.ru.html": "windows-1251",
}
"""The files that are not in UTF-8; each declares its own."""
TURNS = {
    "timed": r"(?m)^(?:\[\d\d:\d\d\] |\d\d:\d\d:\d\d )([^:\n]+): ",
    "label": r"(?m)^(?:\*\*)?([^\W\d][\w -]{0,20}?):(?:\*\*)? ",
    "legend": r"(?m)^<p>\((\w+)\) ",
    "paragraph": r"(?m)^<(?:p|li)>([\w ]+): ",
    "capitals": r"(?m)^<p>([A-Z ]+)\. ",
    "bold": r"(?m)^(?:<p>)?<(?:b|strong)>([^<:]+):?</(?:b|strong)>:? ",
    "term": r"<dt>([^<]+)</dt>",
    "row": r"<tr>(?:<td>[\d:]+</td>)?<td>([^<]+)</td><td>",
    "dash": r"(?m)^<p>(?:<b>)?[—–]( )",
    "court": r"(?m)^ +\d+ {2,}(Q|A|[A-Z ]+)(?:\. |:) ",
    "interview": r"(?m)^<p><strong>(?:(JW):</strong> |[^<:]+\?</strong>|[^<:]+\.</strong>)",
    "retold": r"(?<=<br>)(Рудаков|Строев): ",
}
"""How the first words of a turn look in each file's own form: the counter of this test, and no reader of the product."""
FORMS = {
    "03": "label", "07": "label", "08": "dash", "09": "interview", "11": "retold", "12": "bold", "13": "paragraph",
    "14": "label", "15": "bold", "16": "paragraph", "17": "label", "18": "timed", "19": "legend", "20": "row",
    "21": "label", "22": "timed", "23": "term", "24": "paragraph", "25": "paragraph", "26": "capitals", "29": "timed",
    "30": "bold", "31": "dash", "32": "court", "33": "court", "35": "row",
}  # fmt: skip
QUOTED = {
    "04": [
        "Water on the car deck, a lot of it, from the bow door. We are listing twenty degrees,",
        "A hundred and eighteen passengers, and nine of us,",
        "With less than half the hands we don’t put to sea, that’s the order,",
    ],
    "27": ["Passagers, cent dix-huit.", "C’est le bosco qui l’a fermée à quai, je l’ai vu."],
    "28": ["Tam dwóch jechało z bazy,", "Powiedz, jak było:"],
    "34": ["Він висів над чайником", "«Боцман»", "Ніхто не спитав про світло."],
}
"""How each quoted turn of a press page begins."""
QUOTED["05"] = QUOTED["10"] = QUOTED["04"]


def text_of(name: str) -> str:
    return unescape((FOLDER / name).read_text(encoding=CHARSETS.get(name, "utf-8")))


def tellings() -> list[tuple[str, dict[str, Any]]]:
    """Returns each telling with its file: a source's own, or its parts."""
    return [
        (source["file"], telling)
        for source in SOURCES
        for telling in source.get("part", [source])
        if "conversation" in telling
    ]


def counted(name: str) -> list[str]:
    """Returns the labels of the turns in the file, in order, found by the form of that file."""
    text = re.sub(r"\A---\n.*?\n---\n", "", text_of(name), flags=re.DOTALL)
    form = FORMS[name[:2]]
    if form == "label" and "<pre>" in text:
        text = re.sub(r"(?m)^\d\d:\d\d:\d\d ", "", text[text.index("<pre>") : text.index("</pre>")])
    return re.findall(TURNS[form], text)


def test_every_file_is_listed_and_every_listed_file_is_there() -> None:
    there = {path.name for path in FOLDER.iterdir()} - {
        "sources.toml",
        "writings.toml",
        "glossary.toml",
        "who-is-who.md",
        "calls.csv",
        "sound",
        "__pycache__",
    }
    assert there == set(NAMES)
    assert sorted(NAMES) == NAMES


def test_it_is_as_large_as_the_example_should_be_and_no_larger() -> None:
    assert 30 <= len(SOURCES)
    assert 12 <= len(CONVERSATIONS)
    assert sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file()) < 300_000


@pytest.mark.parametrize("name", [*NAMES, "who-is-who.md", "sources.toml", "calls.csv"])
def test_a_file_reads_in_its_character_set_and_says_that_it_is_fiction(name: str) -> None:
    text = text_of(name)
    assert any(words in text for words in FICTION)
    assert "\ufffd" not in text


@pytest.mark.parametrize("name", sorted(CHARSETS))
def test_an_old_character_set_is_declared_and_is_not_utf_8(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    assert CHARSETS[name].encode() in content
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def test_every_conversation_is_described_once_and_told_at_least_once() -> None:
    keys = [described["key"] for described in CONVERSATIONS]
    assert len(keys) == len(set(keys))
    assert {telling["conversation"] for _, telling in tellings()} == set(keys)


@pytest.mark.parametrize("described", CONVERSATIONS, ids=lambda described: described["key"])
def test_what_a_person_says_of_a_conversation_is_whole(described: dict[str, Any]) -> None:
    assert described["title"]
    assert described["genre"] in conversation.GENRES
    assert dates.is_date(described["held"]["date"])
    assert described["held"]["certainty"] in ("stated", "inferred")
    assert described["held"]["why"]


@pytest.mark.parametrize("source", SOURCES, ids=NAMES)
def test_what_a_person_says_of_a_source_is_whole(source: dict[str, Any]) -> None:
    assert source["publisher"]
    assert "published" not in source or dates.is_date(source["published"])
    assert re.fullmatch(r"https://([a-z0-9-]+\.)+example/\S*", source.get("url", "https://none.example/"))
    assert access.parse_access(source.get("access", "open"))
    assert set(source.get("terms", {}).get("forbids", [])) <= set(access.USES)
    for telling in source.get("part", [source]):
        assert ("conversation" in telling) == (0 < telling["turns"])
        assert telling.get("kind", "transcription") in transcript.TRANSCRIPT_KINDS
        assert telling["language"] in {"en", "ru", "uk", "pl", "fr"}


def test_one_source_is_restricted_and_one_is_closed_until_a_day() -> None:
    held_back = {source["file"]: source["access"] for source in SOURCES if "access" in source}
    assert held_back == {
        "07-union-meeting.uk.txt": "closed until 2042-01-01",
        "29-emergency-call.uk.txt": "restricted",
    }


def test_only_the_reposted_article_has_bytes_of_another() -> None:
    files: dict[str, list[str]] = {}
    for name in NAMES:
        files.setdefault(hashlib.sha256((FOLDER / name).read_bytes()).hexdigest(), []).append(name)
    assert [names for names in files.values() if 1 < len(names)] == [
        ["04-courier-nine-of-us.en.html", "10-courier-nine-of-us-archive.en.html"]
    ]


@pytest.mark.parametrize("name", [name for name in NAMES if name[:2] in FORMS])
def test_the_turns_and_voices_are_those_in_the_file(name: str) -> None:
    labels = counted(name)
    told = [telling for file, telling in tellings() if file == name]
    if name == "35-tern-two-columns.ru.html":
        told = told[:1]  # the two columns share their rows
    assert len(labels) == sum(telling["turns"] for telling in told)
    voices = [voice for telling in told for voice in telling["voices"]]
    others = {other for telling in told for same in telling.get("labels", {}).values() for other in same}
    assert [label for label in dict.fromkeys(labels) if label.strip() and label not in others] == voices
    assert others <= set(labels)


def test_the_two_calls_on_one_page_are_counted_apart() -> None:
    labels = counted("26-two-calls.en.html")
    told = [telling for file, telling in tellings() if file == "26-two-calls.en.html"]
    first = told[0]["turns"]
    assert set(labels[:first]) == set(told[0]["voices"])
    assert set(labels[first:]) == set(told[1]["voices"])


@pytest.mark.parametrize("number", sorted(QUOTED))
def test_the_quotes_of_a_press_page_are_those_in_the_file(number: str) -> None:
    (name,) = (name for name in NAMES if name.startswith(number))
    (telling,) = (telling for file, telling in tellings() if file == name)
    text = text_of(name)
    places = [text.find(quote) for quote in QUOTED[number]]
    assert -1 not in places
    assert places == sorted(places)
    assert (telling["turns"], telling["kind"]) == (len(places), "excerpt")


def test_each_telling_is_counted_by_one_of_these_tests() -> None:
    assert {file[:2] for file, _ in tellings()} == FORMS.keys() | QUOTED.keys()


def test_the_call_list_names_files_that_are_there() -> None:
    with (FOLDER / "calls.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert list(rows[0]) == ["file", "date", "parties", "channel", "note"]
    assert {row["file"] for row in rows} <= set(NAMES)
    assert all(dates.is_date(row["date"]) for row in rows)


PLANTED = [
    (
        "18-bridge-coast-guard.ru.txt",
        "крен двенадцать градусов",
        "14-bridge-coast-guard.office.en.txt",
        "twenty degrees",
    ),
    ("18-bridge-coast-guard.ru.txt", "до половины десятого", "14-bridge-coast-guard.office.en.txt", "half past ten"),
    (
        "18-bridge-coast-guard.ru.txt",
        "боцман ещё у стенки",
        "14-bridge-coast-guard.office.en.txt",
        "The mate closed it",
    ),
    ("18-bridge-coast-guard.ru.txt", "замок не держит", "14-bridge-coast-guard.office.en.txt", "The lock is holding"),
    ("20-engine-room-bridge.ru.html", "в среду", "31-engine-room-bridge.dashes.ru.html", "В четверг"),
    ("12-mate-mother.ru.html", "Двое обещали", "13-mate-mother.en.html", "Three promised"),
    ("15-wife-sister.uk.html", "о пів на шосту", "16-wife-sister.en.html", "half past six"),
    ("24-manager-port-captain.ru.html", "Я не приказывал", "11-pier-seven-channel.ru.html", "Я приказал"),
    ("29-emergency-call.uk.txt", "По щиколотку", "30-emergency-call.en.html", "Up to the knee"),
    ("35-tern-two-columns.ru.html", "two miles south", "35-tern-two-columns.ru.html", "в двух милях к северу"),
]


@pytest.mark.parametrize(("one", "words", "another", "other"), PLANTED)
def test_a_planted_disagreement_is_in_both_tellings(one: str, words: str, another: str, other: str) -> None:
    assert words in text_of(one)
    assert other in text_of(another)
    assert words not in text_of(another) or one == another


def test_the_sound_is_small_spoken_by_machines_and_says_so() -> None:
    folder = FOLDER / "sound"
    heard = tomllib.loads((folder / "sound.toml").read_text(encoding="utf-8"))
    files = {path.name for path in folder.iterdir()} - {"sound.toml"}
    assert files == {entry["file"] for entry in heard["source"]}
    assert sum((folder / name).stat().st_size for name in files) < 600_000
    assert "no person's voice is in it" in (folder / "sound.toml").read_text(encoding="utf-8")
    for name in files:
        if name.endswith(".vtt"):
            assert "Fictional example" in (folder / name).read_text(encoding="utf-8")
    keys = {conversation["key"] for conversation in (*CONVERSATIONS, *heard["conversation"])}
    assert {entry["conversation"] for entry in heard["source"]} <= keys
