"""The table of words: which class of lemmas a word belongs to, and which classes hold a lemma.

One position of the text holds one token: the class of a word, that is the set of all lemmas it may be a form of. Two
words of one class are told apart by nothing but their spelling, so a class is as good as its words. A query word goes
the other way: to the lemmas it means, and from each to every class seen that holds it. The class of a name, as its
capital shows it, holds the sounds of the name too, by which it is found in another alphabet.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..language import lemmas, names
from ..language.lemmas import Parsed
from ..language.tokens import WORD, fold

_LAYOUT = """
CREATE TABLE IF NOT EXISTS lemma (lemma TEXT NOT NULL, class TEXT NOT NULL, PRIMARY KEY (lemma, class)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS language (language TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS word (
    language TEXT NOT NULL, word TEXT NOT NULL, known INT NOT NULL, lemmas TEXT NOT NULL, names TEXT NOT NULL,
    proper INT NOT NULL, PRIMARY KEY (language, word)
) WITHOUT ROWID;
"""
_KNOWN = "SELECT lemmas, known, names, proper FROM word WHERE language = ? AND word = ?"
_SOUND = "@"
"""Stands before a sound among the lemmas of a class."""
_ANSWERS = 1_000
"""Query words whose classes are remembered until the index changes."""
_MOST = 3_000_000
"""Spellings remembered at a time; past it the memory starts afresh, so that a hostile file cannot fill it."""
_WAITING = 50_000
"""Words analysed that wait to be written."""


def class_of(found: Iterable[str]) -> str:
    """Returns the token of a set of lemmas: the same set, the same token, in every archive."""
    return hashlib.blake2b("|".join(sorted(set(found))).encode(), digest_size=7).hexdigest()


class Namesake(NamedTuple):
    """Why a class is searched though it holds no lemma of the word asked for."""

    why: str
    name: str
    """The name as the table of names writes it; empty where only the sound tells."""


class _Classes(dict[str, tuple[str, str]]):
    """Words as written in texts of one language → the token of their class and their folded spelling, filled as met."""

    def __init__(self, language: str | None, table: WordTable) -> None:
        super().__init__()
        self.language = language
        self.table = weakref.proxy(table)  # no ring: a table that nobody holds lets go of its file at once

    def __missing__(self, word: str) -> tuple[str, str]:
        folded = fold(word)
        found: tuple[str, str] = self.table.classify(folded, self.language, capital=names.capital(word)), folded
        self[word] = found
        return found


class WordTable:
    """Words to classes while indexing, lemmas to classes while searching; kept in a small SQLite file."""

    def __init__(self, path: Path, *, learns: bool = False) -> None:
        self._lock = threading.Lock()
        self._learns = learns
        mode = "rwc" if learns else "ro"
        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, check_same_thread=False)
        if learns:
            self._base.executescript(_LAYOUT)
        self._classes: dict[str | None, _Classes] = {}
        self._answers: dict[str, tuple[str, ...]] = {}
        self._namesakes: dict[str, dict[str, Namesake]] = {}
        self._new: set[tuple[str, str]] = set()
        self._read: dict[tuple[str, str], Parsed] = {}
        self._bare = learns and self._base.execute("SELECT 1 FROM word LIMIT 1").fetchone() is None

    def close(self) -> None:
        self._base.close()

    __del__ = close

    def encode(self, text: str, language: str | None) -> tuple[list[str], list[str], list[str]]:
        """Returns the words of a text as written, as folded spellings and as class tokens, word for word the same."""
        classes = self._of(language)
        written: list[str] = WORD.findall(text)
        pairs = [classes[word] for word in written]
        return written, [spelling for _, spelling in pairs], [token for token, _ in pairs]

    def placed(self, text: str, language: str | None) -> tuple[list[str], list[str], list[tuple[int, int]]]:
        """Returns the words of a text as folded spellings and as class tokens, and of each its place in the text."""
        classes = self._of(language)
        matches = list(WORD.finditer(text))
        pairs = [classes[match[0]] for match in matches]
        return [pair[1] for pair in pairs], [pair[0] for pair in pairs], [match.span() for match in matches]

    def classify(self, word: str, language: str | None, *, capital: bool = False) -> str:
        """Returns the token of a folded word's class, and remembers which lemmas and sounds it holds."""
        parsed = lemmas.parse(word, language, self.read)
        found: tuple[str, ...] = parsed.lemmas
        if capital or parsed.proper:
            found = (*found, *(_SOUND + sound for sound in parsed.names))
        token = class_of(found)
        if self._learns:
            self._new.update([(lemma, token) for lemma in found])
            if _WAITING < len(self._read):
                self._write()
        return token

    def read(self, word: str, language: str) -> Parsed:
        """Returns what is known of a folded word in a language: as written down when it was first met, else analysed.

        So a search seldom waits for a dictionary to load, and a word is analysed once in the life of an index.
        """
        parsed = self._read.get((language, word))
        if parsed is None and not self._bare:
            with self._lock:
                row = self._base.execute(_KNOWN, (language, word)).fetchone()
            if row is not None:
                return Parsed(tuple(row[0].split("|")), bool(row[1]), tuple(row[2].split()), bool(row[3]))
        if parsed is None:
            parsed = lemmas.parse_in(word, language)
            if self._learns:
                self._read[language, word] = parsed
        return parsed

    def _write(self) -> None:
        """Writes the words analysed and the lemmas of their classes; rows that no document comes to need do no harm."""
        with self._lock, self._base:
            self._base.executemany("INSERT OR IGNORE INTO lemma VALUES (?, ?)", sorted(self._new))
            rows = (
                (*key, parsed.known, "|".join(parsed.lemmas), " ".join(parsed.names), parsed.proper)
                for key, parsed in sorted(self._read.items())
            )
            self._base.executemany("INSERT OR IGNORE INTO word VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._bare = self._bare and not self._read
        self._new.clear()
        self._read.clear()

    def save(self) -> None:
        """Writes what was learnt since the last time: durable before the index that relies on it."""
        self._write()
        with self._lock, self._base:
            self._base.executemany(
                "INSERT OR IGNORE INTO language VALUES (?)", [(language,) for language in self._classes if language]
            )
        if _MOST < sum(map(len, self._classes.values())):
            self._classes.clear()

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the texts seen, in order."""
        with self._lock:
            return tuple(row[0] for row in self._base.execute("SELECT language FROM language ORDER BY language"))

    def meanings(self, word: str) -> frozenset[str]:
        """Returns the lemmas that a typed word means, in every language of its script."""
        folded = fold(word)
        return lemmas.meant(folded, lemmas.tried(folded, self.languages()), self.read)

    def shared(self, asked: str, word: str, language: str | None) -> str:
        """Returns the lemma that a typed word and a folded word of a text are both forms of, without its language."""
        meant = self.meanings(asked)
        found = lemmas.parse(word, language, self.read).lemmas
        return next((lemma.rpartition(":")[2] for lemma in found if lemma in meant), "")

    def forget(self) -> None:
        """Lets answers be looked up anew: the table has grown."""
        self._answers = {}
        self._namesakes = {}

    def classes(self, word: str) -> tuple[str, ...]:
        """Returns the tokens of all classes seen that hold a lemma the typed word means; none if no form was seen."""
        answers = self._answers
        answer = answers.get(word)
        if answer is None:
            if _ANSWERS < len(answers):
                answers.clear()
            answer = answers[word] = self._look_up(word)
        return answer

    def namesakes(self, word: str) -> dict[str, Namesake]:
        """Returns the tokens of classes seen that may be the same name as the typed word: in another alphabet or language,
        short or long. None where the word is not taken for a name: it has no capital and is a common word."""
        known = self._namesakes.get(word)
        if known is None:
            if _ANSWERS < len(self._namesakes):
                self._namesakes.clear()
            known = self._namesakes[word] = self._called(word)
        return known

    def _called(self, word: str) -> dict[str, Namesake]:
        folded = fold(word)
        own = lemmas.called(folded, lemmas.tried(folded, self.languages()), capital=names.capital(word), read=self.read)
        if not own:
            return {}
        wanted = {sound: Namesake(names.ALPHABET, "") for sound in own}
        wanted |= {sound: Namesake(*why) for sound, why in names.beside(own).items()}
        found: dict[str, Namesake] = {}
        with self._lock:
            for sound, why in wanted.items():
                for row in self._base.execute("SELECT class FROM lemma WHERE lemma = ?", (_SOUND + sound,)):
                    found.setdefault(row[0], why)
        for token in self.classes(word):
            found.pop(token, None)
        return found

    def _look_up(self, word: str) -> tuple[str, ...]:
        found: set[str] = set()
        with_lemmas = self.meanings(word)
        with self._lock:
            for lemma in with_lemmas:
                found.update(row[0] for row in self._base.execute("SELECT class FROM lemma WHERE lemma = ?", (lemma,)))
        return tuple(sorted(found))

    def _of(self, language: str | None) -> _Classes:
        known = self._classes.get(language)
        if known is None:
            known = self._classes[language] = _Classes(language, self)
        return known
