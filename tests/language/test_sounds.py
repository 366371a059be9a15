"""The ways to write a name agree in a sound. All names are common ones; nobody is meant."""

import pytest

from earwitness.language.sounds import sounds

SYSTEMS = """
херсон: kherson cherson herson xerson
лёша: lyosha lesha liosha ljoscha
горбачёв: gorbachev gorbachov gorbatschow gorbačëv
горбачев: gorbachev gorbachov
дмитрий: dmitry dmitri dmitriy dmitrii dmitrij
сергей: sergey sergei sergej serguei
сергій: serhii serhiy sergii
зеленський: zelensky zelenskyy zelenskyi selenskyj
зеленская: zelenska zelenskaya зеленська
евгений: evgeny yevgeny evgenii yevgeniy jewgeni
київ: kyiv kyjiv
киев: kiev kiyev
харьков: kharkov khar'kov charkow charków
наталья: natalia natalya natalija наталія
соловьёв: solovyov soloviev solowjow
жуков: zhukov joukov schukow žukov
щербаков: shcherbakov scherbakov szczerbakow ŝerbakov
донецк: donetsk donezk донецьк
луганськ: luhansk lugansk louhansk
алексей: aleksey alexey alexei aleksej
чайковский: tchaikovsky chaikovsky tschaikowski čajkovskij
ельцин: yeltsin eltsin jelzin
згурський: zghurskyi
"""
ROWS = [row.partition(": ") for row in SYSTEMS.strip().splitlines()]


@pytest.mark.parametrize(("name", "spellings"), [(name, spellings.split()) for name, _, spellings in ROWS])
def test_the_systems_agree(name, spellings):
    for spelling in spellings:
        assert set(sounds(name)) & set(sounds(spelling)), spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [("харьков", "харків"), ("таня", "тана"), ("маша", "миша"), ("жуков", "зуков"), ("kiev", "kyiv"), ("вера", "вира")],
)
def test_other_names_do_not(one, other):
    assert not set(sounds(one)) & set(sounds(other))


def test_what_is_too_short_has_no_sound():
    assert sounds("ян") == ("ian",)
    assert sounds("ли") == ()


def test_a_hostile_word_has_few_sounds():
    assert len(sounds("choch" * 40)) == 1
