"""Which language a text is in; the conversation decides for its turns."""

import pytest

from earwitness.language.detect import detect, detect_transcript

SHORT = {
    "en": ["I told you to stay.", "Where are the others?", "Nobody came back yet.", "We need water."],
    "ru": ["Где остальные?", "Никого нет.", "Приём, как слышно?", "Я завтра позвоню.", "Ну да, конечно."],
    "uk": ["Де решта?", "Нікого немає.", "Прийом, як чути?", "Я завтра подзвоню.", "Вони пішли вчора."],
    "pl": ["Gdzie są wszyscy?", "Nie płacz, mamo.", "Jutro zadzwonię."],
    "de": ["Wo sind die anderen?", "Nicht weinen, Mama.", "Ich rufe morgen an."],
    "fr": ["Où sont les autres ?", "Ne pleure pas, maman.", "Je t'appelle demain."],
    "es": ["¿Dónde están los demás?", "No llores, mamá.", "Te llamo mañana."],
    "it": ["Dove sono gli altri?", "Non piangere, mamma.", "Ti chiamo domani."],
    "nl": ["Waar zijn de anderen?", "Niet huilen, mama.", "Ik bel je morgen."],
}


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in SHORT.items() for text in texts])
def test_short_utterances(language, text):
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("be", "Мы чакалі цэлы дзень на беразе, але паром так і не прыйшоў, і ніхто нам нічога не сказаў."),
        ("bg", "Чакахме цял ден на брега, но фериботът така и не дойде и никой нищо не ни каза за него."),
        ("cs", "Čekali jsme celý den na břehu, ale trajekt nepřijel a nikdo nám vůbec nic neřekl o zpoždění."),
        ("pt", "Esperámos o dia inteiro na margem, mas a barca não chegou e ninguém nos disse coisa nenhuma."),
        ("ro", "Am așteptat toată ziua pe mal, dar feribotul nu a venit și nimeni nu ne-a spus nimic despre el."),
        ("tr", "Bütün gün kıyıda bekledik ama feribot gelmedi ve hiç kimse bize bir şey söylemedi."),
        ("el", "Περιμέναμε όλη μέρα"),
        ("ka", "მთელი დღე ველოდით"),
    ],
)
def test_further_languages_by_length_or_script(language, text):
    assert detect(text) == language


@pytest.mark.parametrize("text", ["", "…", "12:30 — 14", "?!"])
def test_no_letters_no_language(text):
    assert detect(text) is None


def test_a_narrow_choice_is_kept():
    assert detect("Nobody came", among=("de", "nl")) in ("de", "nl")
    assert detect("Nobody came", among=("ru", "uk")) is None


RUSSIAN = ["Мама, это я.", "Где ты сейчас?", "Не знаю, мы стоим у моста.", "Тебя кормят?", "Да, всё нормально."]
UKRAINIAN = ["Мамо, це я.", "Де ти зараз?", "Не знаю, ми стоїмо біля мосту.", "Тебе годують?", "Так, усе добре."]


def test_the_conversation_decides():
    assert detect_transcript(RUSSIAN) == ("ru", [None] * 5)
    assert detect_transcript(UKRAINIAN) == ("uk", [None] * 5)
    # "Мама тут" alone could be either
    assert detect_transcript([*UKRAINIAN, "Мама тут"]) == ("uk", [None] * 6)


def test_a_turn_differs_on_strong_evidence():
    turns = [*RUSSIAN, "Ми вас чуємо, їдьте сюди, ґанок зачинено.", "Say again, please, who is this?", "OK, Bob."]
    assert detect_transcript(turns) == ("ru", [None] * 5 + ["uk", "en", None])
    turns = [*UKRAINIAN, "Это вы мне вчера звонили или это был кто-то другой?"]
    assert detect_transcript(turns) == ("uk", [None] * 5 + ["ru"])
    turns = [
        "We waited for you at the bridge.",
        "Nobody told me that.",
        "Well, you could have asked somebody.",
        "Asked who? They had all left by then.",
        "Fine.",
        "It is not fine, the boat is gone and so is your brother.",
    ]
    foreign = "Ich habe dir doch gesagt, dass wir heute nicht über die Brücke fahren können, verstehst du mich?"
    assert detect_transcript([*turns, foreign]) == ("en", [None] * 6 + ["de"])


def test_surzhyk_stays_with_the_conversation():
    surzhyk = "Та я шо, знаю? Він сказав, шо завтра приїде, а я йому кажу: нада було сьодні."
    assert detect_transcript([*UKRAINIAN, surzhyk]) == ("uk", [None] * 6)


def test_what_is_declared_wins_unless_the_text_contradicts():
    assert detect_transcript(["Так.", "Ну.", "Добре."], declared="uk-UA")[0] == "uk"
    assert detect_transcript(["Да.", "Нет."], declared="ru")[0] == "ru"
    assert detect_transcript(UKRAINIAN, declared="en")[0] == "uk"
    assert detect_transcript(RUSSIAN * 3, declared="uk")[0] == "ru"
    assert detect_transcript(["…"], declared="uk")[0] == "uk"
    assert detect_transcript([], declared=None) == (None, [])


def test_a_foreign_opening_does_not_decide():
    opening = ["This is a recorded line. Please state your name after the tone."]
    assert detect_transcript([*opening, *UKRAINIAN * 10])[0] == "uk"
