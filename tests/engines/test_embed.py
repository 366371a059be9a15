"""The loader of sentence models: a folder in, vectors out; never a hub. The model of the test is a fake."""

from __future__ import annotations

import sys
import types
from pathlib import Path

import pytest

from earwitness.engines.embed import load
from earwitness.errors import BadInput, MissingExtra, NotFound


class Lengths:
    """A library that gives every sentence a vector by its length, and remembers how it was called."""

    def __init__(self, folder: str, **options: object) -> None:
        self.folder, self.options = folder, options
        if Path(folder, "broken").exists():
            raise ValueError("no weights")

    def encode(self, sentences: list[str], **options: object) -> list[list[float]]:
        assert options["normalize_embeddings"] is True
        return [[1.0, 0.0] if len(sentence) % 2 else [0.0, 1.0] for sentence in sentences]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    tmp_path.joinpath("modules.json").write_text("[]", encoding="utf-8")
    return tmp_path


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> None:
    library = types.ModuleType("sentence_transformers")
    library.SentenceTransformer = Lengths  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "sentence_transformers", library)


@pytest.mark.usefixtures("library")
def test_sentences_become_vectors_and_nothing_is_fetched(folder: Path) -> None:
    model = load(folder)
    assert model.encode(["odd", "even"]) == ((1.0, 0.0), (0.0, 1.0))
    assert model.encode([]) == ()
    assert model._model.options == {"device": "cpu", "local_files_only": True, "trust_remote_code": False}
    assert model.name.startswith(folder.name)
    folder.joinpath("weights").write_bytes(b"other")
    assert load(folder).name != model.name, "vectors of two models are not compared"


@pytest.mark.usefixtures("library")
def test_a_name_that_is_no_model_here_is_not_looked_for_elsewhere(folder: Path) -> None:
    with pytest.raises(NotFound, match="holds no sentence-transformers model"):
        load(Path("sentence-transformers/all-MiniLM-L6-v2"))
    folder.joinpath("broken").touch()
    with pytest.raises(BadInput, match="cannot be read: no weights"):
        load(folder)


def test_without_the_extra_it_says_what_to_install(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtra) as raised:
        load(folder)
    assert raised.value.hint == 'pip install "earwitness[embed]"'
