"""What pages call themselves: the words for a recorded conversation of each genre, and for pages that hold none."""

from __future__ import annotations

import re

from ....model.conversation import Genre

GENRE_WORDS: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    ("emergency", re.compile(
        r"\b(?:emergency call|911|999 call|112|ambulance call|rescue service|emergency service|mountain rescue|"
        r"call to the rescue)\b|"
        r"служб\w* спасения|рятувальн\w* служб\w*|служб\w* порятунку|экстренн\w+ вызов|скор\w+ помощ|екстрен\w+ викл|"
        r"numer alarmowy|pogotowi\w+|appel d'urgence|llamada de emergencia|notruf|chiamata di emergenza|"
        r"noodoproep|alarmcentrale",
        re.IGNORECASE)),
    ("radio", re.compile(
        r"\b(?:radio|channel \d|vhf|cockpit|air traffic|squawk)\b|радиообмен|радиоперехват|радиопереговор\w*|"
        r"радіообмін|радіоперехоплення|"
        r"эфир\w*|\bканал \d|łączność radiowa|korespondencja radiowa|échange radio|funkverkehr|funkspruch|"
        r"radioverkehr|comunicaci\w+ por radio",
        re.IGNORECASE)),
    ("hearing", re.compile(
        r"\b(?:hearing|testimony|deposition|court|trial|cross[- ]?examination|direct examination|examination by|"
        r"inquiry|inquest|tribunal|sworn|committee)\b|"
        r"заседани\w*|допрос\w*|слушани\w*|судебн\w*|допит\w*|слухан\w*|засіданн\w*|судов\w*|rozpraw\w*|"
        r"przesłuchani\w*|zeznani\w*|"
        r"audience|audition|procès|audiencia|juicio|declaración|anhörung|verhandlung|vernehmung|udienza|"
        r"processo|hoorzitting|rechtszaak|verhoor",
        re.IGNORECASE)),
    ("interview", re.compile(
        r"\binterview\w*|интервью|інтерв['’ʼ]ю|\bwywiad\w*|\bentretien\b|\bentrevista\w*|\bintervista\w*|"
        r"gesprek met", re.IGNORECASE)),
    ("call", re.compile(
        r"\b(?:phone|telephone|call|calls|called|caller|intercept\w*|rings?|on the line|rang|wiretap\w*)\b|"
        r"телефон\w*|перехват\w*|звон\w+|позвон\w+|дзв[оі]н\w*|"
        r"перехопл\w*|rozmow\w* telefon\w*|telefon\w*|przechwyc\w*|podsłuch\w*|appel\w*|téléphon\w*|"
        r"intercept\w*|llamada\w*|teléfon\w*|"
        r"anruf\w*|telefonat\w*|abgehört\w*|telefonata|chiamata|intercetta\w*|telefoongesprek\w*|onderschept\w*|"
        r"afgeluisterd\w*",
        re.IGNORECASE)),
    ("meeting", re.compile(
        r"\b(?:meeting|session|council|assembly)\b|совещани\w*|собрани\w*|нарад\w*|зборах|збори|zebrani\w*|"
        r"posiedzeni\w*|réunion|reunión|"
        r"sitzung|besprechung|riunione|vergadering", re.IGNORECASE)),
    ("conversation", re.compile(
        r"\b(?:conversation\w*|dialogue|dialog|talk|transcript\w*|recording\w*|recorded|tape|tapes|overheard)\b|"
        r"разговор\w*|беседа|диалог\w*|запис[ьи]\b|расшифровк\w*|"
        r"розмов\w*|бесід\w*|діалог\w*|запис\b|розшифровк\w*|rozmow\w*|nagrani\w*|zapis\w*|conversation\w*|"
        r"enregistrement\w*|"
        r"conversaci\w*|grabaci\w*|gespräch\w*|aufnahme\w*|mitschnitt\w*|conversazion\w*|registrazion\w*|"
        r"gesprek\w*|opname\w*",
        re.IGNORECASE)),
)  # fmt: skip
"""In order: the first genre whose words stand in the heading is the conversation's."""

QUESTIONS_PAGE = re.compile(
    r"\bf\.?a\.?q\b|frequently asked|questions (?:and|&) answers|\bq\s?&\s?a\b|часто задаваем|вопросы и ответы|"
    r"часті (?:за)?питання|поширені запитання|питання та відповіді|"
    r"najczęściej zadawane|pytania i odpowiedzi|foire aux questions|questions fréquentes|preguntas frecuentes|"
    r"häufig gestellte|"
    r"häufige fragen|domande frequenti|veelgestelde vragen|help cent(?:er|re)|knowledge base",
    re.IGNORECASE,
)
"""Headings over questions that nobody asked aloud."""

OTHER_PAGES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a recipe", re.compile(r"\brecipes?\b|\bрецепт\w*|\bprzepis\b|\brecette\b|\breceta\b|\brezept\b|"
                            r"\bricetta\b|\brecept\b|\bingredients\b|ингредиенты|інгредієнти|zutaten|składniki", re.I)),
    ("a change log", re.compile(r"\bchange ?log\b|\brelease notes\b|история изменений|список изменений|"
                                r"журнал змін|історія змін|historia zmian|dziennik zmian|"
                                r"journal des modifications|änderungsprotokoll", re.I)),
    ("a poem", re.compile(r"\bpoems?\b|\bverses?\b|стих(?:и|отворение|отворения)\b|вірші?\b|wiersz\w*|"
                          r"\bpoèmes?\b|\bpoemas?\b|\bgedicht\w*|\bpoesie?\b|\bsonnets?\b", re.I)),
    ("a price list", re.compile(r"\bprice ?list\b|\bprices\b|\btariffs?\b|прайс\w*|\bцены\b|\bціни\b|\bcennik\b|"
                                r"\btarifs\b|\bprecios\b|\bpreisliste\b|\blistino\b|\bprijslijst\b", re.I)),
    ("a glossary", re.compile(r"\bglossary\b|\bdefinitions\b|\bvocabulary\b|глоссарий|словарь|глосарій|словник|"
                              r"\bsłowniczek\b|\bglossaire\b|\bglosario\b|\bglossar\b|\bglossario\b", re.I)),
    ("a curriculum vitae", re.compile(r"\bcurriculum vitae\b|\br[ée]sum[ée]\b|\bcv\b|резюме|życiorys|"
                                      r"lebenslauf", re.I)),
    ("a contact page", re.compile(r"^\s*contacts?(?: us)?\s*$|^\s*контакты?\s*$|^\s*kontakt\s*$", re.I)),
    ("a menu or programme", re.compile(r"^\s*(?:menu|programme|program|timetable|schedule)\b|\bменю\b|"
                                       r"\bрасписание\b|\bрозклад\b|\bспособ приготовления\b", re.I)),
)  # fmt: skip
"""Pages whose lines look like labels or dashes and are none, by what their heading says."""

TRANSLATED = re.compile(
    r"\btranslat(?:ion|ed|or)\b|\brendered by\b|\bперевод\w*|\bперевел[аи]?\b|\bпереклад\w*|\bпереклав\b|"
    r"\btłumaczeni\w*|\bprzekład\w*|\btraduction\b|\btraduit\w*|"
    r"\btraducci\w*|\btraducid\w*|\bübersetz\w*|\btraduzion\w*|\btradott\w*|\bvertaling\b|\bvertaald\b",
    re.IGNORECASE,
)
ORIGINAL = re.compile(
    r"\boriginal\b|оригинал\w*|оригінал\w*|\boryginał\w*|\boriginale\b|\boorspronkelijk\w*", re.IGNORECASE
)
LANGUAGE_NAMES: dict[str, str] = {
    word: code
    for code, words in {
        "en": "english английский английском англійська англійською angielski anglais inglés englisch inglese engels",
        "ru": "russian русский русском по-русски російська російською rosyjski russe ruso russisch russo",
        "uk": "ukrainian украинский украинском українська українською ukraiński ukrainien ucraniano "
        "ukrainisch ucraino oekraïens",
        "pl": "polish польский польська polski polonais polaco polnisch polacco pools",
        "fr": "french французский французька francuski français francés französisch francese frans",
        "es": "spanish испанский іспанська hiszpański espagnol español spanisch spagnolo spaans",
        "de": "german немецкий німецька niemiecki allemand alemán deutsch tedesco duits",
        "it": "italian итальянский італійська włoski italien italiano italienisch italiaans",
        "nl": "dutch нидерландский нідерландська niderlandzki néerlandais neerlandés niederländisch olandese nederlands",
    }.items()
    for word in words.split()
}
"""From a language's name in a heading to its code."""
