"""Which language a text is in; the conversation decides for its turns."""

import pytest

from earwitness.language import detect as room
from earwitness.language.detect import detect, detect_transcript, glance

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


LONG = {
    "en": "We stood at the river the whole night and nobody told us when the boat would come for the others.",
    "ru": "Мы стояли у реки всю ночь, и никто нам не сказал, когда за остальными придёт этот катер.",
    "uk": "Ми стояли біля річки всю ніч, і ніхто нам не сказав, коли по решту прийде той катер, її нема.",
    "de": "Wir standen die ganze Nacht am Fluss, und niemand hat uns gesagt, wann das Boot für die anderen kommt.",
    "fr": "Nous sommes restés toute la nuit au bord du fleuve et personne ne nous a dit quand le bateau viendrait.",
    "es": "Estuvimos toda la noche junto al río y nadie nos dijo cuándo iba a venir el barco por los demás.",
    "it": "Siamo stati tutta la notte vicino al fiume e nessuno ci ha detto quando la barca sarebbe venuta per gli altri.",
    "nl": "We hebben de hele nacht bij de rivier gestaan en niemand zei ons wanneer de boot voor de anderen zou komen.",
    "pl": "Staliśmy przez całą noc nad rzeką i nikt nam nie powiedział, kiedy ta łódź przypłynie po tych, co zostali.",
}
OTHERS = {
    "be": "Мы стаялі каля ракі ўсю ноч, і ніхто нам не сказаў, калі па астатніх прыйдзе гэты катар.",
    "bg": "Стояхме край реката цяла нощ и никой не ни каза кога ще дойде лодката за останалите, още чакаме.",
    "sr": "Стајали смо поред реке целу ноћ и нико нам није рекао када ће чамац доћи по остале људе.",
    "mk": "Стоевме покрај реката цела ноќ и никој не ни кажа кога ќе дојде чамецот по другите луѓе.",
    "kk": "Біз түні бойы өзен жағасында тұрдық, ал қайық қашан келетінін ешкім айтқан жоқ, ыстық болды.",
    "da": "Vi stod ved floden hele natten, og ingen sagde til os, hvornår båden ville komme efter de andre.",
    "nb": "Vi sto ved elven hele natten, og ingen sa til oss når båten ville komme etter de andre.",
    "sv": "Vi stod vid floden hela natten och ingen sade till oss när båten skulle komma efter de andra.",
    "pt": "Ficámos toda a noite junto ao rio e ninguém nos disse quando é que o barco vinha buscar os outros.",
    "ca": "Vam estar tota la nit al costat del riu i ningú no ens va dir quan vindria la barca a buscar els altres.",
    "sk": "Stáli sme celú noc pri rieke a nikto nám nepovedal, kedy príde čln po tých, ktorí tam ešte zostali.",
    "hr": "Stajali smo cijelu noć kraj rijeke i nitko nam nije rekao kada će čamac doći po ostale ljude.",
}


@pytest.mark.parametrize("language", LONG)
def test_a_sentence_is_told_at_a_glance(language):
    assert glance(LONG[language]) == language


@pytest.mark.parametrize("language", ["ru", "uk", "en"])
def test_a_plain_conversation_needs_no_detector(language, monkeypatch):
    turns = {"ru": RUSSIAN * 3, "uk": UKRAINIAN * 3, "en": SHORT["en"] * 4}[language]
    monkeypatch.setattr(room, "_detector", None)  # to ask it would fail
    assert detect_transcript(turns) == (language, [None] * len(turns))
    with pytest.raises(TypeError):
        detect_transcript(["Nobody came"])  # the control: too short to be plain


@pytest.mark.parametrize("language", OTHERS)
def test_a_glance_takes_no_language_for_another(language):
    assert glance(OTHERS[language]) in (language, None)


@pytest.mark.parametrize(
    "text", ["", "…", "Да", "Hello?", LONG["ru"] + LONG["uk"], LONG["en"] + LONG["de"], "the " * 11]
)
def test_what_is_short_or_mixed_is_left_to_the_detector(text):
    assert glance(text) is None
    assert glance(LONG["en"]) == "en"  # the control


@pytest.mark.parametrize(
    ("said", "language"),
    [
        (["Hello.", "Hi."], "en"),
        (["Hello.", "Hi.", "Bye."], "en"),
        (["Yes.", "No.", "Yes."], "en"),
        (["Cześć.", "Dzień dobry."], "pl"),
        (["Bonjour.", "Oui."], "fr"),
        (["Hola.", "Sí."], "es"),
    ],
)
def test_who_says_little_is_told_by_the_usual_replies(said, language):
    assert detect_transcript(said)[0] == language
