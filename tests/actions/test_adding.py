"""`add`: what goes in, what becomes of it, and what stays when something is wrong."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk, adding
from earwitness.errors import BadInput, NotFound, WrongUsage

ADA = "Ada Example"
CALL = "Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred and eighteen.\n"
OTHER = "Mother: Did you close the bow door?\nIlya: The bosun closed it.\nMother: Swear to me.\n"
RECIPE = "Barley soup\n\nSoak the barley overnight.\n\nServes: 4\n\nSimmer until it is soft.\n"


def statuses(added):
    return [(Path(item.path).name, item.status) for item in added.added]


def acts(desk):
    return desk.archive.catalog.counts().acts


def test_a_file_becomes_a_conversation(desk: Desk, add, page) -> None:
    path = page("call.txt", CALL)
    added = add(path)
    (item,) = added.added
    assert (item.path, item.status, item.turns, item.message) == (path, "added", 3, "3 turns, 2 voices")
    shown = actions.show(desk, item.conversations[0])
    assert [transcript.id for transcript in shown.transcripts] == list(item.transcripts)
    assert [turn.text for turn in shown.transcripts[0].turns] == [
        "We are taking water.",
        "How many aboard?",
        "A hundred and eighteen.",
    ]
    assert [speaker.labels for speaker in shown.speakers] == [("Bridge",), ("Watch",)]
    (source,) = shown.sources
    assert (source.id, source.path, source.size) == (item.source, path, len(CALL))
    assert desk.archive.objects.read(source.sha256) == CALL.encode()
    (act,) = actions.log(desk).acts
    assert (act.id, act.act, act.agent) == (added.act, "add", ADA)
    assert set(act.subjects) == {item.source, *item.conversations, *item.transcripts}


def test_the_same_bytes_from_the_same_place_change_nothing(desk: Desk, add, page) -> None:
    path = page("call.txt", CALL)
    (first,) = add(path).added
    again = add(path)
    (item,) = again.added
    assert (item.status, item.source, item.conversations) == ("already", first.source, first.conversations)
    assert (again.act, acts(desk)) == (None, 1)
    page("call.txt", CALL + "Watch: Stay on this channel.\n")
    assert statuses(add(path)) == [("call.txt", "added")], "other bytes from the same place are another source"
    assert acts(desk) == 2


def test_the_same_place_named_from_another_folder_is_the_same_place(desk: Desk, add, page, monkeypatch) -> None:
    path = Path(page("folder/call.txt", CALL))
    add(str(path))
    monkeypatch.chdir(path.parent)
    assert statuses(add("call.txt")) == [("call.txt", "already")]
    assert statuses(add("../folder/./call.txt")) == [("call.txt", "already")]


def test_the_same_bytes_from_another_place_are_one_more_publication(desk: Desk, add, page) -> None:
    (first,) = add(page("call.txt", CALL)).added
    (second,) = add(page("copy/call.txt", CALL), publisher="Harbour Courier").added
    assert (second.status, second.conversations, second.transcripts) == (
        "added",
        first.conversations,
        first.transcripts,
    )
    assert second.source != first.source
    assert second.message.endswith(f"({first.source}): one more publication of it")
    shown = actions.show(desk, first.conversations[0])
    assert [(source.id, source.publisher) for source in shown.sources] == [
        (first.source, None),
        (second.source, "Harbour Courier"),
    ]
    assert len(shown.transcripts) == 1, "the words are told once"
    assert actions.show_source(desk, first.source).same_bytes == (second.source,)
    assert actions.list_conversations(desk).total == 1


def test_the_same_bytes_twice_in_one_go_are_two_publications_too(desk: Desk, add, page) -> None:
    one, other = page("a/call.txt", CALL), page("b/call.txt", CALL)
    first, second = add(one, other).added
    assert second.conversations == first.conversations
    assert [source.path for source in actions.show(desk, first.conversations[0]).sources] == [one, other]
    assert acts(desk) == 1


def test_a_folder_is_taken_in_the_order_of_its_names_and_hidden_files_are_told(add, page, tmp_path: Path) -> None:
    page("calls/b.txt", OTHER)
    page("calls/a.txt", CALL)
    page("calls/.notes.txt", CALL)
    added = add(str(tmp_path / "calls"))
    assert statuses(added) == [("a.txt", "added"), ("b.txt", "added")]
    (skipped,) = added.skipped
    assert skipped.endswith(".notes.txt: hidden; name it to add it")


def test_a_glob_takes_what_it_matches(add, page, tmp_path: Path) -> None:
    page("a.txt", CALL)
    page("b.md", OTHER)
    assert statuses(add(str(tmp_path / "*.txt"))) == [("a.txt", "added")]
    (item,) = add(str(tmp_path / "*.pdf")).added
    assert (item.status, item.error) == ("failed", "NotFound")


def test_standard_input_is_a_source_without_a_path(desk: Desk, add) -> None:
    (item,) = add("-", stdin=io.BytesIO(CALL.encode())).added
    assert (item.path, item.status, item.turns) == ("-", "added", 3)
    capture = dict(actions.show_source(desk, item.source).capture)
    assert (capture["Path"], capture["File's own time"]) == ("-", "unknown: the file did not carry one")
    assert add("-", stdin=io.BytesIO(CALL.encode())).added[0].status == "already"


def test_one_bad_file_never_stops_the_rest(desk: Desk, add, page) -> None:
    bad = page("bad.html", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    added = add(page("a.txt", CALL), bad, "/nowhere/call.txt", page("c.txt", OTHER))
    assert statuses(added) == [("a.txt", "added"), ("bad.html", "failed"), ("call.txt", "failed"), ("c.txt", "added")]
    assert added.failed == 2
    assert "a PNG picture" in added.added[1].message
    assert added.added[2].error == "NotFound"
    assert actions.search(desk, "bosun").total == 1


def test_a_dry_run_writes_nothing(desk: Desk, add, page, tmp_path: Path) -> None:
    def everything():
        return {
            path: (path.stat().st_mtime_ns, path.stat().st_size)
            for path in (tmp_path / "archive").rglob("*")
            if path.is_file() and not path.name.startswith("catalog.sqlite-")
        }

    path = page("call.txt", CALL)
    before = everything()
    (item,) = add(path, dry_run=True).added
    assert (item.status, item.source, item.conversations, item.turns) == ("added", None, (), 3)
    assert item.message == "would be added: 3 turns, 2 voices"
    assert everything() == before
    add(path)
    assert everything() != before, "a real one does"
    assert add(path, dry_run=True).added[0].status == "already"
    assert "one more publication" in add(page("copy.txt", CALL), dry_run=True).added[0].message


def test_a_page_without_dialogue_is_kept_and_says_so(desk: Desk, add, page) -> None:
    (item,) = add(page("soup.txt", RECIPE), title="A recipe that came with the calls").added
    assert (item.status, item.conversations, item.transcripts, item.turns) == ("added", (), (), 0)
    assert item.message.startswith("kept as a source, with no transcript: ")
    detail = actions.show_source(desk, item.source)
    assert detail.conversations == ()
    assert dict(detail.capture)["Also said: title (as given)"] == "A recipe that came with the calls"
    assert actions.list_conversations(desk).total == 0


def test_a_telling_joins_the_conversation_that_is_named(desk: Desk, add, page) -> None:
    (first,) = add(page("call.txt", CALL)).added
    home = first.conversations[0]
    russian = "Мостик: Мы принимаем воду.\nВахта: Сколько на борту?\nМостик: Сто восемнадцать.\n"
    (second,) = add(page("call.ru.txt", russian), conversation=home, kind="translation").added
    shown = actions.show(desk, home)
    assert [(transcript.id, transcript.kind, transcript.language) for transcript in shown.transcripts] == [
        (first.transcripts[0], "transcription", "en"),
        (second.transcripts[0], "translation", "ru"),
    ]
    assert actions.show(desk, second.conversations[0]).id == home
    assert second.conversations[0] in shown.also


def test_known_bytes_join_the_conversation_that_is_named_too(desk: Desk, add, page) -> None:
    call, other = add(page("call.txt", CALL), page("other.txt", OTHER)).added
    add(page("copy.txt", OTHER), conversation=call.conversations[0])
    assert [transcript.id for transcript in actions.show(desk, call.conversations[0]).transcripts] == [
        call.transcripts[0],
        other.transcripts[0],
    ]


def test_a_telling_of_an_unknown_conversation_is_refused_before_anything_is_read(desk: Desk, add, page) -> None:
    with pytest.raises(NotFound):
        add(page("call.txt", CALL), conversation="c0000000000")
    with pytest.raises(NotFound):
        add(page("call.txt", CALL), conversation="the call about the door")
    assert acts(desk) == 0


def test_what_a_person_says_stands_above_the_page(desk: Desk, add, page) -> None:
    (item,) = add(
        page("call.txt", CALL), title="The last call", kind="machine", language="uk", published="14 May 2031",
        publisher="Harbour Courier", supplier="A stewardess", terms="not before the trial", forbids=("publication",),
        access="closed until 2040-01-01", url="https://courier.example/call",
    ).added  # fmt: skip
    shown = actions.show(desk, item.conversations[0])
    assert shown.title == "The last call"
    assert (shown.transcripts[0].kind, shown.transcripts[0].language) == ("machine", "uk")
    (source,) = shown.sources
    assert (source.published, source.publisher, source.supplier, source.url) == (
        "2031-05-14",
        "Harbour Courier",
        "A stewardess",
        "https://courier.example/call",
    )
    assert (source.terms, source.access) == (
        "not before the trial; forbids publication",
        "closed until 2040-01-01",
    )


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"kind": "song"}, BadInput),
        ({"forbids": ("singing",)}, WrongUsage),
        ({"language": "Martian!"}, BadInput),
        ({"published": "05/06/2022"}, BadInput),
        ({"access": "closed until tomorrow"}, BadInput),
        ({"url": "javascript:alert(1)"}, BadInput),
    ],
)
def test_what_a_person_says_is_checked_before_anything_is_read(desk: Desk, add, page, said, error) -> None:
    with pytest.raises(error):
        add(page("call.txt", CALL), **said)
    assert acts(desk) == 0


def test_an_act_must_say_who_acts(desk: Desk, page) -> None:
    with pytest.raises(WrongUsage):
        actions.add(desk, [page("call.txt", CALL)], agent=" ")
    assert acts(desk) == 0


def test_a_bulk_is_one_act_a_group_and_each_can_be_undone(desk: Desk, add, page, monkeypatch) -> None:
    monkeypatch.setattr(adding, "GROUP_FILES", 3)
    paths = [page(f"{number}.txt", f"Bridge: Call {number}.\nWatch: Heard.\nBridge: Out.\n") for number in range(7)]
    added = add(*paths)
    assert [item.status for item in added.added] == ["added"] * 7
    log = actions.log(desk, oldest_first=True)
    assert [len([subject for subject in act.subjects if subject.startswith("s")]) for act in log.acts] == [3, 3, 1]
    assert added.act == log.acts[-1].id
    assert actions.search(desk, "heard").total == 7, "the index has caught up at the end"
    actions.undo(desk, log.acts[1].id, agent=ADA)
    assert actions.search(desk, "heard").total == 4
    assert actions.list_conversations(desk).total == 4
    assert [item.status for item in add(*paths).added] == ["already"] * 3 + ["added"] * 3 + ["already"]


def test_two_conversations_on_one_page_are_two(desk: Desk, add, page) -> None:
    content = (
        "<html><body><h2>Call one</h2><p>Bridge: We are taking water.</p><p>Watch: How many aboard?</p>"
        "<p>Bridge: A hundred.</p><h2>Call two</h2><p>Mother: Did you close the door?</p>"
        "<p>Ilya: The bosun closed it.</p><p>Mother: Swear to me.</p></body></html>"
    )
    (item,) = add(page("calls.html", content)).added
    assert (len(item.conversations), len(item.transcripts), item.turns) == (2, 2, 6)
    assert item.message.startswith("2 conversations, 6 turns, 4 voices")
    titles = [actions.show(desk, conversation).title for conversation in item.conversations]
    assert titles == ["Call one", "Call two"]
    with pytest.raises(NotFound, match="holds 2 conversations"):
        actions.show(desk, item.source)
    (refused,) = add(page("again.html", content + " "), conversation=item.conversations[0]).added
    assert (refused.status, refused.error) == ("failed", "BadInput")


def test_an_original_and_its_translation_on_one_page_are_one_conversation(desk: Desk, add, page) -> None:
    content = (
        "<html><body><table><tr><th>Original</th><th>Translation</th></tr>"
        "<tr><td>Мать: Ты закрыл дверь?</td><td>Mother: Did you close the door?</td></tr>"
        "<tr><td>Илья: Боцман закрыл, я видел.</td><td>Ilya: The bosun closed it, I saw.</td></tr>"
        "<tr><td>Мать: Поклянись мне.</td><td>Mother: Swear to me.</td></tr></table></body></html>"
    )
    (item,) = add(page("call.html", content)).added
    assert (len(item.conversations), len(item.transcripts)) == (1, 2)
    shown = actions.show(desk, item.conversations[0])
    assert [(transcript.kind, transcript.language) for transcript in shown.transcripts] == [
        ("transcription", "ru"),
        ("translation", "en"),
    ]
    assert [len(transcript.turns) for transcript in shown.transcripts] == [3, 3]


def test_progress_tells_each_file(desk: Desk, page) -> None:
    told: list[tuple[str, int, int | None, str]] = []
    one, other = page("a.txt", CALL), page("b.txt", OTHER)
    actions.add(desk, [one, other], agent=ADA, progress=lambda *words: told.append(words))
    assert told == [("add", 1, None, one), ("add", 2, None, other)]


def test_nothing_given_is_nothing_done(desk: Desk, add) -> None:
    assert add().added == ()
    assert acts(desk) == 0


def test_the_files_that_were_added_are_not_touched(add, page) -> None:
    path = page("call.txt", CALL)
    os.utime(path, (1_900_000_000, 1_900_000_000))
    before = Path(path).stat()
    add(path)
    after = Path(path).stat()
    assert (before.st_mtime_ns, before.st_ino, before.st_mode) == (after.st_mtime_ns, after.st_ino, after.st_mode)
