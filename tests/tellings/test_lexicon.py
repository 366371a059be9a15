"""What a word may be in English, and which English words may stand for each other."""

from earwitness.tellings.lexicon import EMPTY, KIN, PART, Lexicon, learn, parse_list, shipped

LIST = "# a remark\nцепь\tchain\nоткрыть\topen|open up\nворота\tgate|gates|gateway\nбез табуляции\nпусто\t\n"


def test_a_list_is_read() -> None:
    assert parse_list(LIST) == {
        "цепь": {"chain": 1.0},
        "открыть": {"open": 1.0},
        "ворота": {"gate": 1.0, "gateway": 1.0},
    }


def test_a_word_of_a_phrase_is_a_part() -> None:
    assert parse_list("отключить\tdisconnect|crowbar chain") == {
        "отключить": {"disconnect": 1.0, "crowbar": PART, "chain": PART}
    }


def test_english_words_that_share_a_word_are_kin() -> None:
    lexicon = Lexicon({"ru": parse_list(LIST)})
    assert lexicon.kin("gate") == {"gateway": KIN}
    assert lexicon.kin("chain") == {}


def test_the_shipped_lists_know_everyday_words_both_ways() -> None:
    lexicon = shipped()
    assert 5_000 < len(lexicon)
    assert "mother" in lexicon.meanings("мать", "ru")
    assert "mother" in lexicon.meanings("мати", "uk")
    assert "still" in lexicon.meanings("еще", "ru") or "yet" in lexicon.meanings("еще", "ru"), "ё is folded"
    assert lexicon.meanings("мать", "uk-unknown") == {} == EMPTY.meanings("мать", "ru")


def test_two_lists_are_joined() -> None:
    joined = Lexicon({"ru": {"кран": {"tap": 1.0, "crane": 0.4}}}).joined(
        Lexicon({"ru": {"кран": {"crane": 0.9}}, "de": {"hahn": {"tap": 1.0}}})
    )
    assert joined.meanings("кран", "ru") == {"tap": 1.0, "crane": 0.9}
    assert joined.meanings("hahn", "de") == {"tap": 1.0}


def test_words_are_learnt_from_accepted_tellings() -> None:
    passages = [
        (["tor", "kette"], ["gate", "chain"]),
        (["tor", "offen"], ["gate", "open"]),
        (["tor", "nacht"], ["gate", "night"]),
        (["kette", "nacht"], ["chain", "night"]),
    ]
    assert learn(passages, "de").meanings("tor", "de") == {"gate": 1.0}
    assert learn(passages, "de").meanings("kette", "de") == {}, "twice is not enough"
    assert learn(passages, "de", least=2).meanings("kette", "de") == {"chain": 1.0}
