"""Dates as people print them, in nine languages, read into EDTF at the precision they are printed with.

Nothing is guessed: `05/06/2022` has no reading in English and none where the language is unknown; a day without a
year is read only against a `reference`, and then says that it was inferred. Each pattern is bounded, so that reading
takes time in proportion to the text.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import NamedTuple

MONTHS: dict[str, str] = {
    "en": "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,"
    "october oct,november nov,december dec",
    "uk": "січень січня січню січнем січні січ,лютий лютого лютому лютим лют,березень березня березню березнем березні "
    "бер,квітень квітня квітню квітнем квітні квіт кві,травень травня травню травнем травні трав тра,червень червня "
    "червню червнем червні черв чер,липень липня липню липнем липні лип,серпень серпня серпню серпнем серпні серп сер,"
    "вересень вересня вересню вереснем вересні верес вер,жовтень жовтня жовтню жовтнем жовтні жовт жов,"
    "листопад листопада листопаду листопадом листопаді листоп лис,грудень грудня грудню груднем грудні груд гру",
    "ru": "январь января январю январем январе янв,февраль февраля февралю февралем феврале февр фев,"
    "март марта марту мартом марте мар,апрель апреля апрелю апрелем апреле апр,май мая маю маем мае,"
    "июнь июня июню июнем июне июн,июль июля июлю июлем июле июл,август августа августу августом августе авг,"
    "сентябрь сентября сентябрю сентябрем сентябре сент сен,октябрь октября октябрю октябрем октябре окт,"
    "ноябрь ноября ноябрю ноябрем ноябре нояб ноя,декабрь декабря декабрю декабрем декабре дек",
    "pl": "styczeń stycznia styczniu styczniem sty,luty lutego lutemu lutym lut,marzec marca marcu marcem mar,"
    "kwiecień kwietnia kwietniu kwietniem kwi,maj maja majowi maju majem,czerwiec czerwca czerwcu czerwcem cze,"
    "lipiec lipca lipcu lipcem lip,sierpień sierpnia sierpniu sierpniem sie,wrzesień września wrześniu wrześniem wrz,"
    "październik października październiku październikiem paź,listopad listopada listopadzie listopadem lis,"
    "grudzień grudnia grudniu grudniem gru",
    "de": "januar januars jänner jan,februar februars feber feb,märz maerz mär mrz,april aprils apr,mai mais,"
    "juni junis jun,juli julis jul,august augusts aug,september septembers sept sep,oktober oktobers okt,"
    "november novembers nov,dezember dezembers dez",
    "fr": "janvier janv jan,février fevr fév,mars,avril avr,mai,juin,juillet juil,août,septembre sept,octobre oct,"
    "novembre nov,décembre déc",
    "es": "enero ene,febrero feb,marzo mar,abril abr,mayo may,junio jun,julio jul,agosto ago,septiembre setiembre sept "
    "sep,octubre oct,noviembre nov,diciembre dic",
    "it": "gennaio gen,febbraio feb,marzo mar,aprile apr,maggio mag,giugno giu,luglio lug,agosto ago,settembre sett "
    "set,ottobre ott,novembre nov,dicembre dic",
    "nl": "januari jan,februari feb,maart mrt,april apr,mei,juni jun,juli jul,augustus aug,september sept sep,"
    "oktober okt,november nov,december dec",
}
"""By language, twelve months separated by commas; each the forms it is printed in, all cases and abbreviations."""

DAY_FIRST = frozenset({"uk", "ru", "pl", "de", "fr", "es", "it", "nl"})
"""Languages that print the day before the month in `05/06/2022`. English prints both, so it is not here."""

_POSTED = (
    "posted published publication first online|опубліковано опублікована опублікували оприлюднено|опубликовано "
    "опубликована публикация размещено|opublikowano opublikowany opublikowane data publikacji|veröffentlicht "
    "erschienen publiziert|publié publie mis en ligne|publicado publicada|pubblicato pubblicata|gepubliceerd geplaatst"
)
_FILLER = (
    "on in the at of from im von с з z od dal van "
    "le la el il am an den der vom dem op w dnia du al del po в у від от за на дата date datum "
    "data fecha "
    "monday mon tuesday tue tues wednesday wed thursday thu thurs friday fri saturday sat sunday sun "
    "понеділок вівторок середа середу четвер п'ятниця п'ятницю пятниця пятницю субота суботу неділя неділю пн вт ср "
    "чт пт сб нд вс понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье "
    "poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so "
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim "
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom "
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio "
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo uhr ore uur godz"
)
_S = r"(?:[^\S\n]{1,4}|[^\S\n]?\n[^\S\n]{0,8})"  # a space, or the wrap of a line; bounded, so that it cannot stall
_G = r"[^\S\n]{0,3}"
_YEAR = r"(?:1[5-9]|20|21)\d\d(?:(?=[рг]\b)|(?!\w))(?![.,:]\d)"
_DAY = r"\d{1,2}(?!\d)"
_ORDINAL = r"(?:st\b|nd\b|rd\b|th\b|er\b|re\b|e\b|\.?[ºª°]|\.|-?(?:го|е|те|ste|de|th|й)\b)?"
_CLOCK = (
    rf"(?:{_G}[,·|—–-]?{_G}"
    rf"(?P<at>(?:at|в|о|об|um|a las|a la|alle ore|alle|ore|om|a|à|o godz\.?|godz\.?|kl\.?)\b\.?{_G})?"
    rf"(?P<hour>\d{{1,2}})(?P<sign>[:h.])(?P<minute>\d\d)(?::(?P<second>\d\d))?(?![\d%])(?!\.\d)"
    rf"(?:{_G}(?P<half>[ap]\.?m\b\.?))?(?:{_G}(?P<zone>utc|gmt|z)\b)?)?"
)
_UNTIL = frozenset(("–", "—", "-", "to", "bis", "по", "до", "do", "au", "al", "tot"))
_RANGE = re.compile(rf"{_G}(?:[–—-]|to|bis|по|до|do|au|al|tot){_G}")
_BEFORE = re.compile(r"(?<![\w:.,])(\d\d):(\d\d)(?: uhr| h)?(?:,| on)[^\S\n]$")
_NIGHT = rf"(?P<night>(?:ночь на|ніч на|nacht zum|nacht auf den|noc na){_S})?"
_ABOUT = (
    rf"(?P<about>(?:about|around|circa|ca\.|c\.|approximately|около|примерно|приблизительно|близько|приблизно|okolo|ok\.|"
    rf"etwa|ungefahr|environ|vers(?: le)?|hacia(?: el)?|alrededor del?|verso il|ongeveer|rond){_S}(?:the{_S})?)?"
)


class Found(NamedTuple):
    """A date in a text: its EDTF, and the stretch `[start, end)` of code points it was read from."""

    date: str
    start: int
    end: int
    inferred: bool = False
    """True where the year is not printed and came from the reference."""


class _Fold(dict[int, int]):
    """Letters in lower case without their signs, one for one, so that places stay where they are."""

    def __missing__(self, code: int) -> int:
        letter = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = folded = ord(letter) if len(letter) == 1 else code
        return folded


_FOLD = _Fold()


@cache
def _months(language: str | None) -> dict[str, int]:
    """Returns the number of each printed form, of one language or (None) of all."""
    tables = [MONTHS[language]] if language is not None else list(MONTHS.values())
    return {
        form.translate(_FOLD): number
        for table in tables
        for number, forms in enumerate(table.split(","), 1)
        for form in forms.split()
    }


@cache
def _pattern(language: str | None) -> re.Pattern[str]:
    """Returns one pattern for every printed date; forms are grouped by first letter, which keeps it quick."""
    letters: dict[str, list[str]] = {}
    for form in sorted(_months(language), key=len, reverse=True):
        letters.setdefault(form[0], []).append(re.escape(form[1:]))
    month = "(?:" + "|".join(f"{first}(?:{'|'.join(rests)})" for first, rests in letters.items()) + r")(?![^\W\d_])"
    of = rf"(?:(?:day{_S})?(?:of|de|di|del|d['’]){_S})?"
    to = rf"{_G}(?:[–—-]|(?<=\s)(?:to|and|till|bis|und|au|et|al|y|e|do|i|по|и|і|до|tot|en|na)(?=\s)){_G}"
    return re.compile(
        rf"(?<![\w/])(?<!\d[.,:-]){_NIGHT}{_ABOUT}(?:"
        rf"(?P<iso>\d{{4}}-\d\d-\d\d"
        rf"(?:[t ]\d\d:\d\d(?::\d\d(?:\.\d{{1,9}})?)?(?:z|[+-]\d\d:?\d\d)?)?(?![\w:/-])(?!\.\d))"
        rf"|(?P<y3>\d{{4}})(?P<s3>[./])(?P<m3>\d\d)(?P=s3)(?P<d3>\d\d)(?![\w/-])(?!\.\d)"
        rf"|(?P<d2>\d{{1,2}})(?P<s2>[./-])(?P<m2>\d{{1,2}})(?P=s2)(?P<y2>{_YEAR})(?![/-])"
        rf"|(?P<d1>{_DAY}){_ORDINAL}(?:{to}(?P<d1b>{_DAY}){_ORDINAL})?(?:{_S}|-)?{of}(?P<m1>{month})\.?"
        rf"(?:,?(?:{_S}|-)(?:(?:de|del|of|dell['’]|roku){_S})?(?P<y1>{_YEAR}))?"
        rf"|(?P<m4>{month})\.?{_S}(?P<d4>{_DAY})(?:st\b|nd\b|rd\b|th\b)?(?!:\d)"
        rf"(?!{_S}{month}|[.,]\d)(?:{to}(?P<d4b>{_DAY})(?![:.]\d)(?:st\b|nd\b|rd\b|th\b)?)?(?:,?{_S}(?P<y4>{_YEAR}))?"
        rf"|(?P<m5>{month})[.,]?(?:{_S}|-)(?:(?:de|del|of|dell['’]){_S})?(?P<y5>{_YEAR})"
        rf")(?:{_S}?(?:року|рік|году|года|год|р\.|г\.|roku|r\.))?{_CLOCK}"
    )


def _day(year: str, month: int, day: int) -> str | None:
    """Returns `2022-05-14`, or None where the calendar has no such day."""
    try:
        return dt.date(int(year), month, day).isoformat()
    except ValueError:
        return None


def _numeric(match: re.Match[str], language: str | None) -> str | None:
    """Returns the day of `14.05.2022`, or None where day and month could be either."""
    first, second, year = int(match["d2"]), int(match["m2"]), str(match["y2"])
    if 12 < first or first == second or language in DAY_FIRST or (match["s2"] == "." and language is None):
        return _day(year, second, first)
    return _day(year, first, second) if 12 < second else None


def _inferred_year(month: int, day: int, reference: str) -> str:
    """Returns the year of the last such day that is not after the reference; of the year itself, where it is one."""
    year = int(reference[:4])
    dated = re.match(r"\d{4}-(\d\d)-(\d\d)", reference)
    if dated and (int(dated[1]), int(dated[2])) < (month, day):
        year -= 1
    return str(year)


def _calendar(match: re.Match[str], language: str | None, reference: str | None) -> tuple[str | None, bool, bool]:
    """Returns the date without its time, whether its year is inferred, and whether it is printed to the day."""
    months = _months(language)
    if match["y3"]:
        return _day(match["y3"], int(match["m3"]), int(match["d3"])), False, True
    if match["y2"]:
        return _numeric(match, language), False, True
    if match["m5"]:
        return f"{match['y5']}-{months[match['m5']]:02}", False, False
    kind = "1" if match["m1"] else "4"
    month, day, last, year = months[match["m" + kind]], match["d" + kind], match[f"d{kind}b"], match["y" + kind]
    inferred = year is None
    if year is None:
        if reference is None or not re.match(r"\d{4}", reference) or not 0 < int(day) < 32:
            return None, False, False
        year = _inferred_year(month, int(last or day), reference)
    date = _day(year, month, int(day))
    if last and date:
        closing = _day(year, month, int(last))
        date = f"{date}/{closing}" if closing and date < closing else None
    return date, inferred, last is None


def _time(match: re.Match[str]) -> str:
    """Returns `T10:21` where a time of day stands behind the date, else nothing."""
    if match["hour"] is None or (match["sign"] == "." and not (match["at"] or match["half"])):
        return ""
    hour, minute, half = int(match["hour"]), int(match["minute"]), match["half"]
    if half and 0 < hour < 13:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    if 23 < hour or 59 < minute or 59 < int(match["second"] or 0):
        return ""
    return (
        f"T{hour:02}:{minute:02}" + (f":{match['second']}" if match["second"] else "") + ("Z" if match["zone"] else "")
    )


def _iso(text: str) -> str | None:
    """Returns the EDTF of an ISO 8601 day or moment, or None where the calendar or the clock has none such."""
    text = text.upper().replace(" ", "T")
    try:
        dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    text = re.sub(r"\.\d+", "", text)
    return re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", text) if "T" in text else text


def _read(match: re.Match[str], language: str | None, reference: str | None) -> Found | None:
    """Returns the date that a match prints, or None where it prints none."""
    if match["iso"]:
        date, inferred, exact = _iso(match["iso"]), False, True
    else:
        date, inferred, exact = _calendar(match, language, reference)
    if date is None:
        return None
    time, end = _time(match) if exact and not match["iso"] and not match["night"] else "", match.end()
    if not time and match["hour"]:
        end = match.start("at") if match["at"] else match.start("hour")
    if match["night"] and exact:
        date = date[:10]
        date = f"{(dt.date.fromisoformat(date) - dt.timedelta(days=1)).isoformat()}/{date}"
    elif match["about"]:
        date, time = "/".join(f"{part}~" for part in date.split("/")), ""
    end = match.start() + len(match.string[match.start() : end].rstrip(" \t\n\xa0,·|—–-"))
    return Found(date + time, match.start(), end, inferred)


def _join(one: Found, other: Found, text: str) -> Found | None:
    """Returns the interval of two dates that stand as `14 May 2022 – 3 June 2022`, or None where they do not."""
    between = text[one.end : other.start].strip().lower()
    if between in _UNTIL and "/" not in one.date + other.date:
        return Found(f"{one.date}/{other.date}", one.start, other.end, one.inferred or other.inferred)
    return None


def find_dates(text: str, language: str | None = None, *, reference: str | None = None) -> tuple[Found, ...]:
    """Returns every date printed in the text, in order: `14 May 2022`, `14.05.2022, 10:21`, `14–16 mai 2022`.

    Places count code points. A day without a year is found only against a `reference` (a year or a date in EDTF, of
    publication, say) and is the last such day not after it. A night to a day is the interval of the two days.
    """
    language = language.split("-")[0].lower() if language else None
    language = language if language in MONTHS else None
    found: list[Found] = []
    folded = text.translate(_FOLD)
    for match in _pattern(language).finditer(folded):
        date = _read(match, language, reference)
        if date is None and (match["m1"] or match["m4"]) and not (match["y1"] or match["y4"]):
            date = _opening(folded, match, language)
        if date is None:
            continue
        date = _timed(folded, date)
        joined = _join(found[-1], date, text) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(date)
    return tuple(found)


def _timed(folded: str, found: Found) -> Found:
    """Returns the date with the time that stands before it, as in `20:50, 14 November 2031`, if one does."""
    before = _BEFORE.search(folded, max(0, found.start - 16), found.start) if len(found.date) == 10 else None
    if before is None or 23 < int(before[1]) or 59 < int(before[2]):
        return found
    return found._replace(date=f"{found.date}T{before[1]}:{before[2]}", start=before.start())


def _opening(folded: str, match: re.Match[str], language: str | None) -> Found | None:
    """Returns the first day of `28 April – 3 May 2022`: its year is printed once, behind the second day."""
    tail = _RANGE.match(folded, match.end())
    closing = _pattern(language).match(folded, tail.end()) if tail else None
    later = _read(closing, language, None) if closing else None
    if later is None or "/" in later.date:
        return None
    first = _read(match, language, later.date[:10])
    return first._replace(inferred=False) if first else None


def parse_date(text: str, language: str | None = None, *, reference: str | None = None) -> str | None:
    """Returns the EDTF of a text that is one date and nothing else (weekdays and small words aside), or None.

    `2022`, `2022-05` and `20220514` are read too. `language` decides what `05/06/2022` is; without one it is nothing.
    """
    text = text.strip()
    if 200 < len(text):
        return None
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text, re.ASCII) and 1499 < int(text[:4]) < 2200:
        return text
    if re.fullmatch(r"(19|20)\d{6}", text, re.ASCII):
        return _day(text[:4], int(text[4:6]), int(text[6:]))
    found = find_dates(text, language, reference=reference)
    if len(found) != 1:
        return None
    before = re.match(r"(\d\d?):(\d\d)(?::\d\d)?(?: ?Uhr)?(?:,| on| –| -)?\s", text)
    start = before.end() if before and before.end() <= found[0].start else 0
    rest = text[start : found[0].start] + " " + text[found[0].end :]
    words = re.findall(r"[\w'’]+", rest.lower().replace("’", "'"))
    if not all(word in _FILLER_WORDS for word in words):
        return None
    date = found[0].date
    if start and before and len(date) == 10 and int(before[1]) < 24 and int(before[2]) < 60:
        return f"{date}T{int(before[1]):02}:{before[2]}"
    return date


_FILLER_WORDS = frozenset(_FILLER.split())
_POSTED_WORD = re.compile(
    r"\b(?:" + "|".join(sorted({word for words in _POSTED.split("|") for word in words.translate(_FOLD).split()} - {
        "first", "online", "data", "mis", "en", "ligne"})) + r"|mis en ligne)\b"
)  # fmt: skip


def find_posted(text: str, language: str | None = None) -> str | None:
    """Returns when a page says it was posted (EDTF): a date soon behind “Posted on”, “Опубліковано”, “Publié le”…

    A text that is nothing but a date is one too (a page's own line of date). None where no such words stand.
    """
    alone = parse_date(text, language)
    if alone is not None:
        return alone
    for match in _POSTED_WORD.finditer(text.translate(_FOLD)):
        for date in find_dates(text[match.end() : match.end() + 120], language):
            if date.start < 60 and "\n\n" not in text[match.end() : match.end() + date.start]:
                return date.date
            break
    return None
