"""Candidates for labels: a line in, name, style and the rest of the line out."""

from __future__ import annotations

import pytest

from earwitness.formats.page.labels import find_label, is_headword, key_of, role_of
from earwitness.formats.page.lines import Line


def _found(text: str, **fields: object) -> tuple[str, str, str, str | None] | None:
    label = find_label(Line(text=text, raw=text, kind="paragraph", **fields))  # type: ignore[arg-type]
    return None if label is None else (label.name, label.style, text[label.end :], label.time)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(R): Why?", ("R", "paren", "Why?", None)),
        ("[R] Why?", ("R", "paren", "Why?", None)),
        ("R: Why?", ("R", "colon", "Why?", None)),
        ("W. Why?", ("W", "dot", "Why?", None)),
        ("ОТЕЦ. Почему?", ("ОТЕЦ", "dot", "Почему?", None)),
        ("R — Why?", ("R", "dash", "Why?", None)),
        ("Driver's wife: Why?", ("Driver's wife", "colon", "Why?", None)),
        ("03:09:31 Нач. зміни: Чого?", ("Нач. зміни", "colon", "Чого?", "03:09:31")),
        ("[00:12] Anna: Why?", ("Anna", "colon", "Why?", "00:12")),
        ("Anna (00:12): Why?", ("Anna", "colon", "Why?", "00:12")),
        ("Anna Lund  0:03", ("Anna Lund", "alone", "", "0:03")),
        ("BY MR. SMITH:", ("MR. SMITH", "colon", "", None)),
        ("Mother says: “Why?”", ("Mother", "colon", "“Why?”", None)),
        ("<ada> why", ("ada", "chat", "why", None)),
        ("Soldier (on the phone): Why?", ("Soldier", "colon", "Why?", None)),
    ],
)
def test_labels_of_every_form_are_candidates(text: str, expected: tuple[str, str, str, str | None]) -> None:
    assert _found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "At 10:45: we left.",
        "He said to me, and I quote: no",
        "(laughs) Yes.",
        "[gunfire]",
        "https://example.org/a",
        "We went home. Then: nothing.",
    ],
)
def test_these_are_no_candidates(text: str) -> None:
    assert _found(text) is None


def test_a_bold_name_needs_no_colon() -> None:
    assert _found("Anna Prell You were there?", bold=10) == ("Anna Prell", "bold", "You were there?", None)
    assert _found("Anna Prell You were there?") is None


def test_printings_of_one_label_share_a_key() -> None:
    assert key_of("MR. SMITH") == key_of("Mr Smith") == "mr smith"


def test_roles_are_known_in_nine_languages() -> None:
    names = [
        role_of(word)
        for word in ("Mom", "Мать", "мама", "Matka", "Mère", "Mamá", "Mutti", "Madre", "Moeder", "the mother")
    ]
    assert {role.name for role in names if role} == {"mother"}
    assert None not in names
    assert role_of("Pustovalov") is None


def test_headwords_are_known_and_initials_are_none() -> None:
    assert is_headword("Serves") and is_headword("Читайте также") and is_headword("Tel.")
    assert not is_headword("A") and not is_headword("Mother")
