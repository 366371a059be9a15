"""R is Soldier is Son: voices matched across tellings."""

from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings.align import align
from earwitness.tellings.voices import match_voices


def telling(id: str, language: str, labels: dict[str, str], *lines: tuple[str, str]) -> Transcript:
    return Transcript(
        id=id,
        conversation="c1",
        language=language,
        speakers=tuple(Speaker(id=voice, labels=(label,)) for voice, label in labels.items()),
        turns=tuple(
            Turn(id=str(number), number=number, speakers=(voice,) if voice else (), text=words)
            for number, (voice, words) in enumerate(lines, 1)
        ),
    )


RUSSIAN = telling(
    "ru", "ru", {"p1": "Р", "p2": "М"},
    ("p1", "Мама, не плачь, я в госпитале."),
    ("p2", "В каком госпитале? Ты ранен?"),
    ("p1", "Рука. Осколок, девятого числа."),
    ("p2", "Господи. А Костя где?"),
    ("p1", "Костя остался у моста."),
)  # fmt: skip
ENGLISH = telling(
    "en", "en", {"p1": "Soldier", "p2": "Woman"},
    ("p1", "Mum, don't cry, I'm in hospital."),
    ("p2", "What hospital? Are you wounded?"),
    ("p1", "My arm. Shrapnel, on the ninth."),
    ("p2", "Dear God. And where is Kostya?"),
    ("p1", "Kostya stayed at the bridge."),
)  # fmt: skip


def test_voices_are_matched_by_what_they_say() -> None:
    matches = match_voices(RUSSIAN, ENGLISH, align(RUSSIAN, ENGLISH))
    assert [(voice, twin) for voice, twin, _ in matches] == [("p1", "p1"), ("p2", "p2")]
    assert all(0.6 <= certainty < 1.0 for _, _, certainty in matches)


def test_the_ids_do_not_matter() -> None:
    other = telling(
        "en-2", "en", {"p7": "Mother", "p9": "R"},
        *[("p9" if turn.speakers == ("p1",) else "p7", turn.text) for turn in ENGLISH.turns],
    )  # fmt: skip
    matches = match_voices(RUSSIAN, other, align(RUSSIAN, other))
    assert [(voice, twin) for voice, twin, _ in matches] == [("p1", "p9"), ("p2", "p7")]


def test_like_labels_count_where_little_is_shared() -> None:
    one = telling("a", "uk", {"p1": "Тарас", "p2": "Олена"}, ("p1", "Так."), ("p2", "Ні."))
    other = telling("b", "en", {"p1": "Olena", "p2": "Taras"}, ("p1", "The weather is fine."))
    matches = match_voices(one, other, align(one, other, decided=()))
    assert ("p2", "p1") in [(voice, twin) for voice, twin, _ in matches]
    assert ("p1", "p2") in [(voice, twin) for voice, twin, _ in matches]


def test_a_voice_with_as_much_for_another_is_left_out() -> None:
    both = telling("b", "en", {"p1": "X", "p2": "Y"}, ("p1", ENGLISH.turns[0].text), ("p2", ENGLISH.turns[2].text))
    sole = telling("a", "en", {"p1": "Z"}, ("p1", ENGLISH.turns[0].text), ("p1", ENGLISH.turns[2].text))
    assert match_voices(sole, both, align(sole, both)) == ()
    assert match_voices(sole, sole, align(sole, sole)) != (), "the control"


def test_nothing_aligned_matches_nobody() -> None:
    empty = telling("e", "en", {"p1": "N"})
    assert match_voices(RUSSIAN, empty, align(RUSSIAN, empty)) == ()
