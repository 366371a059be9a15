"""How common a word is in the language at large."""

from earwitness.tellings.background import COMMON, RAREST, chance, rarity


def test_common_words_are_less_rare_than_rare_ones() -> None:
    assert rarity("the", "en") < COMMON < rarity("mother", "en") < rarity("crowbar", "en")
    assert rarity("и", "ru") < rarity("мама", "ru") < rarity("задвижка", "ru")
    assert rarity("і", "uk") < rarity("мама", "uk")


def test_what_no_list_holds_is_the_rarest() -> None:
    assert rarity("pustovalov", "en") == RAREST
    assert rarity("zzz", "xx") < rarity("zzzzzz", "xx") <= RAREST, "without a list a short word is taken for commoner"
    assert rarity("word", None) == rarity("word", "xx")


def test_the_spelling_is_the_folded_one() -> None:
    assert rarity("еще", "ru") < 8, "ё counts as е"


def test_the_chance_grows_with_the_turn() -> None:
    assert 0 < chance("mother", "en", length=5) < chance("mother", "en", length=50) < 1
    assert chance("the", "en") > 0.3
