"""An index of a few invented conversations."""

import itertools

import pytest

from earwitness.index import Index, Indexed
from earwitness.model import Mark, Speaker, Transcript, Turn

POSITION = (1, "0" * 64)


@pytest.fixture(name="told", scope="session")
def told_fixture():
    """Makes a transcript with its facts: `told("t1", "en", ["Stay.", ("Mother", "Where?")], held="2031-05")`."""
    return _told


def _told(name, language, turns, **facts):
    pairs = [turn if isinstance(turn, tuple) else ("", turn) for turn in turns]
    labels = list(dict.fromkeys(label for label, _ in pairs if label))
    roles = facts.pop("roles", {})
    marks = facts.pop("marks", {})
    speakers = tuple(
        Speaker(id=f"p{number}", labels=(label,), role=roles.get(label)) for number, label in enumerate(labels, 1)
    )
    return Indexed(
        transcript=Transcript(
            id=name,
            conversation=facts.setdefault("conversation", "c" + name[1:]),
            language=language,
            kind=facts.pop("kind", "transcription"),
            speakers=speakers,
            turns=tuple(
                Turn(
                    id=str(number),
                    number=number,
                    text=text,
                    speakers=(f"p{labels.index(label) + 1}",) if label else (),
                    marks=tuple(Mark(type=mark, start=0, end=0) for mark in marks.get(number, ())),
                )
                for number, (label, text) in zip(itertools.count(1), pairs, strict=False)
            ),
        ),
        **facts,
    )


@pytest.fixture
def index(tmp_path):
    """An empty index."""
    made = Index.open(tmp_path / "search")
    made.rebuild((), position=(0, ""))
    yield made
    made.close()


@pytest.fixture
def found(index):
    """Says where a query finds what: `found("word")` → ["t1.3", …], in order of the text."""

    def search(query, **options):
        matches = index.search(query, limit=100, **options)
        assert matches.total == len(matches.hits)
        return sorted(f"{hit.transcript}.{hit.number}" for hit in matches.hits)

    return search


@pytest.fixture
def fill(index):
    """Puts transcripts into the index: `fill(told(…), …)`."""

    def put(*items):
        index.update(put=items, position=POSITION)
        return index

    return put
