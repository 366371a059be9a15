"""A small archive behind a desk. All of it is fiction, written for these tests: there is no ferry Aurora and no Lyne Point."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from earwitness import actions
from earwitness.actions import outcomes
from earwitness.web import create_app

PORT = 8021
BASE = f"http://127.0.0.1:{PORT}"

RUSSIAN = """Переговоры «Авроры» с берегом, 14 ноября 2031 года (вымышленный пример)

Мостик: Берег, «Аврора». Как слышите?
Берег: «Аврора», слышу вас. Что у вас?
Мостик: Вода на палубе, крен двенадцать градусов. [неразборчиво] Нас девять.
Берег: Держитесь, «Аврора».
"""

ENGLISH = """<!doctype html><html lang="en"><head><title>The Aurora calls the shore</title>
<meta property="article:published_time" content="2031-11-16T08:00:00Z"></head><body><article>
<h1>The Aurora calls the shore, 14 November 2031 (a fictional example)</h1>
<p>Bridge: Shore, Aurora. How do you hear me?</p>
<p>Shore: Aurora, I hear you. What is your situation?</p>
<p>Bridge: Water on the deck, a list of twelve degrees. [inaudible] There are nine of us.</p>
<p>Shore: Hold on, Aurora.</p>
<script>document.title = "captured script ran"</script>
</article></body></html>
"""

PRIVATE = """A call between two sisters, 15 November 2031 (a fictional example)

Vera: He told me they sailed with nine hands.
Olha: Do not tell anyone about the zeppelin.
Vera: I will not.
Olha: Good.
"""

TIMETABLE = """Timetable of the Lyne Point ferry (a fictional example)

Departs 09:00, arrives 11:30. Adults 12.00, children 6.00. No sailing on Sundays.
"""


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """The ids that the archive gave."""

    call: str
    russian: str
    english: str
    english_source: str
    private: str
    private_transcript: str
    private_source: str
    timetable: str


def fill(folder: Path) -> Names:
    """Makes the archive in the folder and returns the ids in it."""
    pages = folder.parent / "pages"
    pages.mkdir()
    with actions.init(folder) as desk:

        def add(name: str, text: str, **given: str) -> outcomes.AddedItem:
            (pages / name).write_text(text, encoding="utf-8")
            return actions.add(desk, [str(pages / name)], agent="Ines Marlow", **given).added[0]  # type: ignore[arg-type]

        russian = add("aurora.ru.txt", RUSSIAN, language="ru", publisher="Listeners' log")
        call = russian.conversations[0]
        english = add("aurora.en.html", ENGLISH, conversation=call, kind="translation", publisher="Shore Post")
        private = add("sisters.txt", PRIVATE, access="restricted")
        timetable = add("timetable.txt", TIMETABLE)
        # Compared once for all tests: the first comparison takes longer than a page waits.
        actions.collate(desk, call)
        return Names(
            call=call,
            russian=russian.transcripts[0],
            english=english.transcripts[0],
            english_source=str(english.source),
            private=private.conversations[0],
            private_transcript=private.transcripts[0],
            private_source=str(private.source),
            timetable=str(timetable.source),
        )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Names]:
    """The archive, filled once for all tests, and the ids in it."""
    folder = tmp_path_factory.mktemp("desk") / "archive"
    return folder, fill(folder)


@pytest.fixture
def names(made: tuple[Path, Names]) -> Names:
    """The ids in the archive."""
    return made[1]


@pytest.fixture
def folder(made: tuple[Path, Names], tmp_path: Path) -> Path:
    """A copy of the archive, for one test to act on."""
    return Path(shutil.copytree(made[0], tmp_path / "archive"))


@pytest.fixture
def app(folder: Path) -> Litestar:
    """The desk of the keeper."""
    return create_app(folder, port=PORT, agent="Ines Marlow")


@pytest.fixture
def desk(app: Litestar) -> Iterator[TestClient[Litestar]]:
    """A browser at the keeper's desk."""
    with TestClient(app, base_url=BASE) as client:
        yield client


@pytest.fixture
def others(folder: Path) -> Iterator[TestClient[Litestar]]:
    """A browser at a desk for others."""
    with TestClient(create_app(folder, port=PORT, for_others=True), base_url=BASE) as client:
        yield client


@pytest.fixture
def token(desk: TestClient[Litestar]) -> dict[str, str]:
    """The headers by which a program may act."""
    answer = desk.get("/api/token").json()
    return {answer["header"]: answer["token"]}


HARBOUR = """The Aurora, 14 November 2031 (a fictional example)

Bridge: Shore, Aurora here. How do you hear me?
Shore: Aurora, I hear you. What is your situation?
Bridge: Water on the deck, a list of twenty degrees. [inaudible] There are nine of us.
"""
"""The same call as another paper has it: one number differs, and the last turn is left out."""


@pytest.fixture
def harbour(folder: Path, names: Names) -> str:
    """The id of a third version of the call, added and compared before the desk opens."""
    page = folder.parent / "harbour.txt"
    page.write_text(HARBOUR, encoding="utf-8")
    with actions.open_desk(folder) as desk:
        added = actions.add(
            desk, [str(page)], agent="Ines Marlow", conversation=names.call, kind="translation", language="en",
            publisher="Harbour Post", published="2031-11-20", supplier="a listener",
        )  # fmt: skip
        actions.collate(desk, names.call)
    return added.added[0].transcripts[0]


@pytest.fixture(scope="session")
def everything(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Names]:
    """The archive with a third version, and the call once more as a conversation of its own that may be the same."""
    folder = Path(shutil.copytree(made[0], tmp_path_factory.mktemp("everything") / "archive"))
    third, alone = folder.parent / "harbour.txt", folder.parent / "alone.txt"
    third.write_text(HARBOUR, encoding="utf-8")
    alone.write_text(HARBOUR.replace("The Aurora", "The ferry Aurora"), encoding="utf-8")
    with actions.open_desk(folder) as desk:
        actions.add(
            desk, [str(third)], agent="Ines Marlow", conversation=made[1].call, kind="translation", language="en",
            publisher="Harbour Post", published="2031-11-20", supplier="a listener",
        )  # fmt: skip
        actions.add(desk, [str(alone)], agent="Ines Marlow")
        actions.collate(desk, made[1].call)
        actions.propose(desk)
    return folder, made[1]
