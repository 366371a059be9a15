"""`translate`: a transcript in another language, turn for turn, by an engine that is named; and what is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from earwitness import actions
from earwitness.actions import Desk
from earwitness.actions.desk import writing
from earwitness.actions.outcomes import Added, AddedItem
from earwitness.actions.sending import Sending
from earwitness.digests import sha256
from earwitness.errors import BadInput, EngineFailed, NotFound, Refused, WrongUsage

from .conftest import ADA

RADIO = """Міст і берегова варта

Міст: Це «Меридіан», у нас вода на автомобільній палубі.
Варта: Скільки людей на борту?
Міст: Сто вісімнадцять пасажирів, [нерозбірливо] і дев'ятеро нас.
Варта: Залишайтеся на цьому каналі, 300 чекає.
Варта: [нерозбірливо]
Міст: Hold on, we are waiting for the helicopter now.
"""
"""Six turns; one without a word, one in English already."""


class Served:
    """A LibreTranslate server on this machine."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.asked: list[list[str]] = []
        self.fails_from = 10**9
        """The request from which on it answers 500."""
        self.wait = 0.0


@pytest.fixture
def server() -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            told.asked.append(body["q"])
            time.sleep(told.wait)
            fails = told.fails_from <= len(told.asked)
            said = {"error": "busy"} if fails else {"translatedText": [english(text) for text in body["q"]]}
            content = json.dumps(said).encode()
            try:
                self.send_response(500 if fails else 200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                pass  # whoever asked was killed

        def log_message(self, *_: object) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    http.daemon_threads = True
    told = Served(http.server_address[1])
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    yield told
    http.shutdown()
    http.server_close()


LETTERS = str.maketrans("0123456789", "ghijklmnop")


def english(text: str) -> str:
    """A translation as far as these tests care: words of their own, as many as there are."""
    return " ".join(sha256(word.encode())[:6].translate(LETTERS) for word in text.split()) + "."


@pytest.fixture
def radio(add: Callable[..., Added], page: Callable[..., str]) -> AddedItem:
    (item,) = add(page("radio.txt", RADIO), language="uk").added
    return item


def translate(desk: Desk, id: str, **said: Any) -> Any:
    return actions.translate(desk, id, **{"to": "en", "agent": ADA, "engine": "fake", **said})


def test_a_translation_is_a_version_of_its_own_turn_for_turn(desk: Desk, radio: AddedItem) -> None:
    (original,) = radio.transcripts
    answer = translate(desk, original)
    assert (answer.status, answer.turns, answer.sent, answer.language) == ("translated", 6, 4, "uk")
    before, made = desk.archive.catalog.transcript(original), desk.archive.catalog.transcript(answer.translation)
    assert (made.kind, made.language, made.made_from, made.source) == ("translation", "en", original, None)
    assert made.made_by == "fake, plain; 1" and dict(made.extra)["engine"] == "fake"
    assert made.conversation == before.conversation and made.speakers == before.speakers
    assert [turn.speakers for turn in made.turns] == [turn.speakers for turn in before.turns]
    assert made.turns[4].text == before.turns[4].text, "a turn without a word is as it was"
    assert made.turns[5].text == before.turns[5].text, "and so is one that is in that language already"
    gaps = [mark.type for mark in made.turns[2].marks]
    assert gaps == [mark.type for mark in before.turns[2].marks] != []
    told = [doubt.what for doubt in made.doubts if doubt.turn is None]
    assert told[0] == "a machine translated this, and nobody has checked it" and "made up" in told[1]
    (logged,) = actions.log(desk, limit=1).acts
    assert (logged.act, logged.agent) == ("translate", ADA)
    assert "fake, plain" in desk.archive.catalog.act(logged.id).tool


def test_its_turns_are_lined_up_with_those_they_render_whatever_they_say(desk: Desk, radio: AddedItem) -> None:
    """The fake engine's words have nothing in common with the original's: what pairs them is the record."""
    answer = translate(desk, radio.transcripts[0])
    (alignment,) = actions.collate(desk, radio.conversations[0]).alignments
    assert alignment.pairs == tuple(((number,), (number,)) for number in range(1, 7))
    actions.undo(desk, answer.act, agent=ADA)
    assert actions.collate(desk, radio.conversations[0]).alignments == ()


def test_the_same_is_not_translated_twice(desk: Desk, radio: AddedItem) -> None:
    first = translate(desk, radio.conversations[0])
    again = translate(desk, radio.transcripts[0])
    assert (again.status, again.translation) == ("already", first.translation)
    assert translate(desk, radio.transcripts[0], again=True).translation != first.translation
    assert translate(desk, radio.transcripts[0], to="de").status == "translated"
    assert translate(desk, first.translation, to="de").status == "translated", "a translation may be translated"


@pytest.mark.parametrize(
    ("model", "why"),
    [
        ("empty", "turn 1: it came back empty"), ("silent", "empty"), ("repeats", "loop|times as long"),
        ("stuck", "one and the same"),
        ("loses", "turns went|came back"), ("copies", "turn 1: it is what was said, not translated"),
        ("spells", "spelt in other letters"), ("nonsense", "control characters"),
    ],
)  # fmt: skip
def test_what_is_no_translation_is_an_error_and_nothing_is_filed(
    desk: Desk, radio: AddedItem, model: str, why: str
) -> None:
    before = desk.archive.catalog.position
    with pytest.raises(EngineFailed, match=why):
        translate(desk, radio.transcripts[0], model=model)
    assert desk.archive.catalog.position == before
    assert translate(desk, radio.transcripts[0]).status == "translated", "the control: an engine that works is believed"


LONG = "Розмова\n\n" + "".join(
    f"{'АБ'[number % 2]}: Це вже {number} рядок довгої розмови про міст, і в ньому є слово {'щось' * (number % 3 + 1)}.\n"
    for number in range(1, 81)
)
"""Eighty turns: three batches."""


def test_what_was_translated_before_a_failure_is_kept_and_not_asked_for_again(
    desk: Desk, add: Callable[..., Added], page: Callable[..., str], server: Served
) -> None:
    (item,) = add(page("long.txt", LONG), language="uk").added
    asked = {"engine": "libretranslate", "url": server.url}
    server.fails_from = 2
    with pytest.raises(EngineFailed, match="500"):
        translate(desk, item.transcripts[0], **asked)
    assert len(server.asked) == 2
    first, server.fails_from = server.asked[0], 10**9
    server.asked.clear()
    answer = translate(desk, item.transcripts[0], **asked)
    assert (answer.batches, answer.kept, answer.turns) == (3, 1, 80)
    assert len(server.asked) == 2 and first not in server.asked
    assert desk.kept.keys("translating") == {}, "what was kept on the way is let go of"


def test_a_kill_costs_one_batch_at_most(
    desk: Desk, add: Callable[..., Added], page: Callable[..., str], server: Served
) -> None:
    (item,) = add(page("long.txt", LONG), language="uk").added
    server.wait = 0.3
    code = (
        "import sys; from earwitness import actions; from pathlib import Path\n"
        "with actions.open_desk(Path(sys.argv[1])) as desk:\n"
        " actions.translate(desk, sys.argv[2], to='en', agent='Ada', engine='libretranslate', url=sys.argv[3])"
    )
    worker = subprocess.Popen([sys.executable, "-c", code, str(desk.path), item.transcripts[0], server.url],
                              env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})  # fmt: skip
    while len(server.asked) < 2 and worker.poll() is None:
        time.sleep(0.01)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    server.wait = 0.0
    asked = list(server.asked)
    server.asked.clear()
    assert len(asked) == 2
    answer = translate(desk, item.transcripts[0], engine="libretranslate", url=server.url)
    assert answer.kept == 1 and server.asked[0] == asked[1] and asked[0] not in server.asked


def test_turns_may_be_picked_and_what_lacks_is_told(desk: Desk, radio: AddedItem) -> None:
    answer = translate(desk, radio.transcripts[0], turns="2-3")
    made = desk.archive.catalog.transcript(answer.translation)
    assert [turn.number for turn in made.turns] == [1, 2]
    assert "only 2 of 6 turns were translated" in [doubt.what for doubt in made.doubts]
    with pytest.raises(NotFound, match="no turn 9"):
        translate(desk, radio.transcripts[0], turns="9")
    with pytest.raises(WrongUsage, match="nothing to translate"):
        translate(desk, radio.transcripts[0], turns="5-6")


def test_numbers_that_went_astray_are_doubts(desk: Desk, radio: AddedItem, server: Served) -> None:
    answer = translate(desk, radio.transcripts[0], engine="libretranslate", url=server.url)
    doubts = {
        doubt.turn: doubt.what
        for doubt in desk.archive.catalog.transcript(answer.translation).doubts
        if doubt.turn is not None and "found here" in doubt.what
    }
    assert doubts[3].startswith("said in the original and not found here: 118")


def test_the_glossary_goes_along(desk: Desk, radio: AddedItem) -> None:
    term = {"term": "300", "language": "uk", "meaning": {"en": "wounded"}, "renderings": {"en": ["wounded"]}}
    actions.add_term(desk, {**term, "source": "own knowledge"}, agent=ADA)
    answer = translate(desk, radio.transcripts[0], dry_run=True)
    assert (answer.status, answer.terms, answer.translation) == ("planned", ("300",), None)
    assert translate(desk, radio.transcripts[0], dry_run=True, glossary=False).terms == ()


ELSEWHERE = {"engine": "libretranslate", "url": "http://192.0.2.7:5000"}
"""An address of the documentation: nobody is there, and nobody is asked."""


def test_a_server_elsewhere_is_sent_nothing_before_a_yes(desk: Desk, radio: AddedItem) -> None:
    with pytest.raises(
        Refused, match=r"sends the words of 4 turns to http://192\.0\.2\.7:5000/translate .*nothing was sent"
    ):
        translate(desk, radio.transcripts[0], **ELSEWHERE)
    told: list[Sending] = []
    with pytest.raises(Refused):
        translate(desk, radio.transcripts[0], **ELSEWHERE, asked=lambda sending: bool(told.append(sending)))
    assert told[0].addresses == ("192.0.2.7",)
    planned = translate(desk, radio.transcripts[0], **ELSEWHERE, dry_run=True)
    assert planned.sent_to == "http://192.0.2.7:5000/translate"
    with pytest.raises(EngineFailed, match=r"cannot be reached|did not answer"):
        translate(desk, radio.transcripts[0], **ELSEWHERE, yes=True, patience=0.3)


def test_terms_and_access_hold_the_words_back_from_engines_elsewhere(
    desk: Desk, add: Callable[..., Added], page: Callable[..., str], server: Served
) -> None:
    (item,) = add(page("radio.txt", RADIO), language="uk", forbids=("engine",)).added
    for more in ({}, {"dry_run": True}):
        with pytest.raises(Refused, match="its terms forbid engine"):
            translate(desk, item.transcripts[0], **ELSEWHERE, yes=True, **more)
    assert translate(desk, item.transcripts[0], engine="libretranslate", url=server.url).status == "translated", (
        "a server of this machine is not elsewhere"
    )


def test_what_holds_the_original_back_holds_back_its_translation(
    desk: Desk, add: Callable[..., Added], page: Callable[..., str]
) -> None:
    """A translation has no source of its own; it is gone from others' sight, from exports, and with an erasure."""
    (item,) = add(page("radio.txt", RADIO), language="uk").added
    (free,) = add(page("other.txt", LONG), language="uk").added
    first, other = translate(desk, item.transcripts[0]), translate(desk, free.transcripts[0])
    second = translate(desk, first.translation, to="de")
    actions.describe(desk, item.source, agent=ADA, fields={"forbids": "export, api"})
    from earwitness.actions.narrowing import withheld

    assert {first.translation, second.translation, item.transcripts[0]} == set(withheld(desk).transcripts)
    with pytest.raises(Refused):
        actions.export(desk, [second.translation], to="text", output=desk.path.parent / "out.txt")
    actions.export(desk, [other.translation], to="text", output=desk.path.parent / "free.txt")
    actions.erase(desk, item.source, agent=ADA)
    standing = set(desk.archive.catalog.transcript_ids())
    assert standing == {free.transcripts[0], other.translation}


def test_one_turn_that_is_closed_is_not_sent_and_its_translation_is_closed(desk: Desk, radio: AddedItem) -> None:
    (original,) = radio.transcripts
    actions.describe(desk, f"{original}.2", agent=ADA, fields={"access": "restricted"})
    with pytest.raises(Refused, match=rf"{original}\.2"):
        translate(desk, original, **ELSEWHERE, yes=True)
    with pytest.raises(EngineFailed):
        translate(desk, original, **ELSEWHERE, yes=True, turns="3-4", patience=0.3)
    made = desk.archive.catalog.transcript(translate(desk, original).translation)
    assert [turn.access is not None for turn in made.turns] == [False, True, False, False, False, False]


def test_wrong_words_are_told(desk: Desk, radio: AddedItem) -> None:
    (original,) = radio.transcripts
    for said, why in (
        ({"to": "uk"}, "is in “uk” already"), ({"engine": None}, "no usual engine"),
        ({"url": "http://127.0.0.1:1"}, "no server"),
        ({"patience": 0}, "patience"),
    ):  # fmt: skip
        with pytest.raises(WrongUsage, match=why):
            translate(desk, original, **said)
    with pytest.raises(BadInput, match="no language tag"):
        translate(desk, original, to="english!")
    with pytest.raises(NotFound, match="no engine “deepl”"):
        translate(desk, original, engine="deepl")


def test_a_correction_meanwhile_is_told(desk: Desk, radio: AddedItem) -> None:
    (original,) = radio.transcripts

    def mend(*_: object) -> None:
        now = desk.archive.catalog.transcript(original)
        if now.revision == 1:
            turns = (*now.turns[:1], replace(now.turns[1], text="Скільки вас?"), *now.turns[2:])
            with writing(desk) as pen:
                pen.act("correct", [replace(now, revision=2, turns=turns)], agent=ADA, subjects=[original])

    made = desk.archive.catalog.transcript(translate(desk, original, progress=mend).translation)
    assert [doubt.turn for doubt in made.doubts if "corrected while" in doubt.what] == [2]
    assert dict(made.extra)["revision"] == "1"
    assert translate(desk, original).status == "translated", "of the new revision there is no translation yet"


def test_a_path_is_a_model(desk: Desk, radio: AddedItem, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"model\.bin"):
        translate(desk, radio.transcripts[0], engine=None, model=str(tmp_path))
