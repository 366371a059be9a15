"""Casting: which of a page's candidate labels are voices. Decided over the whole page, by repetition, legend and role.

One line `Serves: 4` tells nothing; forty lines under two labels that come back, with sentences behind them, do. A label
that a legend names or that is a role by itself (`Mother`) needs less; one that comes once needs a dialogue around it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from .labels import Label, is_capitals, is_headword, is_number, key_of, role_of
from .lines import DASHES, Line
from .words.table import table

_END = re.compile(r"[.?!…؟۔。？！][\"”»’')\]*]*$")
_VALUE = re.compile(r"(?=.*\d)[\d\s.,:/€$£%°+()x×–-]*(?:\w{1,4}\.?)?")
_TALK = re.compile(
    r"\b(?:i|i'm|you|we|me|my|your|yes|no|what|why|how|where|who|don't|hello|hi|bye|thanks|okay|ok|я|ты|вы|мы|мне|тебя|что|"
    r"как|где|да|нет|не|алло|привет|пока|привіт|ти|ви|ми|мені|тебе|що|як|де|так|ні|"
    r"ja|ty|my|mnie|co|jak|gdzie|tak|nie|je|tu|vous|nous|moi|oui|non|quoi|pas|yo|tú|usted|sí|qué|cómo|dónde|ich|"
    r"du|sie|wir|ja|nein|was|wo|nicht|io|tu|sì|cosa|dove|non|ik|jij|je|u|wij|nee|wat|waar|niet)\b",
    re.IGNORECASE,
)


DASH_BULLETS = frozenset(DASHES)
"""Behind a dash that leads a turn a colon is more often the speaker's own: `— Сказали: нет`."""


class Casting(Struct, frozen=True, kw_only=True):
    """The labels of a page that are voices, and how sure that is."""

    keys: frozenset[str] = frozenset()
    loners: frozenset[str] = frozenset()
    """Among them those that come once and are no role and in no legend: voices only where a paragraph begins."""
    questions: bool = False
    """True where the labels are only Q and A (or their words)."""
    reason: str = ""
    """Why nobody was cast, where nobody was."""


QUESTION_KEYS = table(
    """
    q a question answer в о вопрос ответ з запитання питання відповідь p o pytanie odpowiedź r réponse pregunta
    respuesta frage antwort f domanda risposta d vraag antwoord v
    """
)
_QUESTION_PAIRS = tuple(
    set(pair.split("/"))
    for pair in table(
        """
    q/a question/answer в/о вопрос/ответ з/в питання/відповідь запитання/відповідь p/o pytanie/odpowiedź q/r
    question/réponse pregunta/respuesta p/r frage/antwort f/a domanda/risposta vraag/antwoord
    """
    )
)


def speech_likeness(text: str) -> float:
    """Returns 1 for what reads like something said, 0 for a value, a heading or a list entry, .5 between."""
    if not text or _VALUE.fullmatch(text):
        return 0.0
    if _END.search(text):
        return 1.0 if " " in text or text[-1] in "?!…" or _TALK.search(text) else 0.7
    if _TALK.search(text):
        return 0.8
    return 0.5 if 8 <= text.count(" ") else 0.2


_NOBODY = table(
    """
    he she it they we this that these those there then and but so if because when while or not no yes
    он она они это и но а так если когда потом да нет він вона вони це та але якщо коли потім так ні
    i ale jeśli kiedy potem tak nie et mais donc si quand puis oui non y pero cuando entonces sí und aber wenn dann ja
    nein e ma se poi sì en maar als dan nee
    """
)
"""Words that begin a sentence of speech and name nobody: `And then: …`, `Yes: …`."""
_TIES = table(
    """
    and of the & / + и і та i und et y e en von van der den de het ten ter zu vom zum du da do dos del della di la le
    los las al el bin ibn ben
    """
)
"""Small words within names: `Prof. van der Meer`, `Anna and Boris`."""


def _is_proper(name: str) -> bool:
    """Returns whether a label that comes but once has the look of a name: each word of it begins with a capital or digit."""
    words = [word for word in name.split() if word.casefold() not in _TIES or word == name]
    named = all(word[0].isupper() or word[0].isdigit() for word in words)
    return 0 < len(words) < 5 and named and name.casefold() not in _NOBODY


def _speech_behind(index: int, label: Label, lines: Sequence[Line], labels: Sequence[Label | None]) -> str:
    """Returns what follows a label: the rest of its line with the next one, where that runs on behind a name in capitals;
    the next line where the label stands alone."""
    rest = lines[index].text[label.end :]
    below = lines[index + 1] if index + 1 < len(lines) else None
    if not rest and below is not None:
        return below.text
    shouted = label.style == "colon" and is_capitals(label.name)
    runs_on = (
        shouted and below is not None and labels[index + 1] is None and not below.opens and below.text[:1].islower()
    )
    return f"{rest} {below.text}" if runs_on and below is not None and rest[-1:] not in ".?!…:" else rest


def cast(lines: Sequence[Line], labels: Sequence[Label | None], legend: Mapping[str, str], *, talk: bool) -> Casting:
    """Returns the keys that are voices. `talk` is True where the page's heading speaks of a recorded conversation."""
    legend_keys = {key_of(name) for name in legend} | {key_of(role) for role in legend.values()}
    counts: Counter[str] = Counter()
    names: dict[str, str] = {}
    styles: dict[str, Counter[str]] = {}
    likeness: dict[str, float] = {}
    loose: Counter[str] = Counter()
    clocked: Counter[str] = Counter()
    timed = addressed = 0
    for index, label in enumerate(labels):
        if label is None or not label.key:
            continue
        if label.style in ("alone", "name") and not (index + 1 < len(lines) and lines[index + 1].kind != "heading"):
            continue
        counts[label.key] += 1
        names.setdefault(label.key, label.name)
        styles.setdefault(label.key, Counter())[label.style] += 1
        behind = _speech_behind(index, label, lines, labels)
        likeness[label.key] = likeness.get(label.key, 0.0) + speech_likeness(behind)
        addressed += _TALK.search(behind) is not None
        if (
            (label.style in ("dash", "alone", "dot", "name") and label.time is None)
            or lines[index].bullet in DASH_BULLETS
            or (label.style == "colon" and label.name[:1].islower())
        ):
            loose[label.key] += 1
        timed += label.time is not None
        clocked[label.key] += label.time is not None
    dotted = sum(style["dot"] for style in styles.values())
    known: set[str] = set()
    repeated: set[str] = set()
    single: set[str] = set()
    for key, count in counts.items():
        if key in legend_keys or styles[key]["announced"]:
            known.add(key)
            continue
        if is_headword(key) and not styles[key]["column"] + styles[key]["cell"]:
            continue
        # A number alone counts something, unless it comes back throughout, or times or a talk stand around it.
        if is_number(key) and count < (1 if clocked[key] == count else 2 if talk else 3):
            continue
        # What stands in a table's column of speakers is a voice, however little it says.
        if likeness[key] / count < 0.35 and not (styles[key]["cell"] == count and known | repeated):
            continue
        role = role_of(key)
        if role is not None and loose[key] < count:
            known.add(key)
        elif 1 < count:
            repeated.add(key)
        elif (_is_proper(names[key]) and (not loose[key] or "name" in styles[key])) or styles[key]["bold"]:
            single.add(key)
        elif styles[key]["dot"] and 3 < dotted and is_capitals(names[key]):
            single.add(key)  # `A VOICE. [Off] Ahoy!` in a play that sets all its names so
    if not known | repeated or any(set(styles[key]) != {"name"} for key in known | repeated):
        single = {key for key in single if set(styles[key]) != {"name"}}
        # A short line is a name only where names stand on lines of their own throughout.
        known, repeated = ({key for key in keys if set(styles[key]) != {"name"}} for keys in (known, repeated))
    body = sum(1 for line in lines if line.opens and not line.page and line.kind != "heading")
    # Names behind running times are a log of talk, whatever the heading says.
    talk = talk or (2 < timed and 0.6 * counts.total() <= timed)
    # A note that is nothing but labelled sentences, in which people speak to each other, is talk, however short it is.
    spoken = all(0.7 <= likeness[key] / count for key, count in counts.items())
    # Names in capitals throughout are set as transcripts set them: there one line may run on below, or come once.
    shouted = bool(repeated) and 3 < counts.total() and all(map(is_capitals, names.values()))
    spoken = spoken or (shouted and 0.75 * counts.total() <= sum(likeness.values()))
    whole = 1 < len(counts) and 0.8 * body <= counts.total() and spoken and not any(map(is_headword, counts))
    # A list of rules has another word each line; people who talk come back.
    whole = whole and (len(counts) < 3 or shouted or 1.5 * len(counts) <= counts.total())
    talk = talk or (whole and 0.5 * counts.total() <= addressed)
    return _decide(counts, styles, likeness, known, repeated, single, legend_keys, body=body, talk=talk)


def _decide(
    counts: Counter[str],
    styles: Mapping[str, Counter[str]],
    likeness: Mapping[str, float],
    known: set[str],
    repeated: set[str],
    single: set[str],
    legend_keys: set[str],
    *,
    body: int,
    talk: bool,
) -> Casting:
    """Returns the casting: enough turns, more than one voice or good evidence for one, sentences behind the labels."""
    main = known | repeated
    turns = sum(counts[key] for key in main)
    if not main and not (talk and 1 < len(single) and 0.5 * body <= len(single)):
        return Casting(reason="no label comes back")
    if not main:
        main = set(single)
        turns = len(main)
    share = sum(likeness[key] for key in main) / turns
    evidence = bool(known & legend_keys) or talk
    if share < (0.3 if evidence else 0.5):
        return Casting(reason="what stands behind the labels does not read like speech")
    if len(main) < 2:
        if single and ((1 < turns and (evidence or known or 3 < turns)) or (talk and main and 2 < turns + len(single))):
            main |= single
        elif not (evidence and 2 < turns) and not (known and talk):
            return Casting(reason="only one label comes back")
    elif turns < 4 and not (known or evidence):
        # Two or three lines under capitalised words prove nothing by themselves: `Monday: …`, `Tuesday: …`.
        return Casting(reason="too few lines stand under labels")
    elif len(known) < 2 and not evidence and turns < 3:
        return Casting(reason="too few lines stand under labels")
    elif turns < 4 and not evidence and not (repeated or any(1 < counts[key] for key in known)) and share < 0.75:
        return Casting(reason="each label comes once, without a sentence behind it")
    common = Counter[str]()
    for key in main:
        common.update(styles[key])
    usual = {style for style, count in common.items() if 0.1 * sum(common.values()) <= count}
    loners = {
        key for key in single - main
        if set(styles[key]) & usual and 2 < turns and (not known & legend_keys or "paren" in styles[key])
    }  # fmt: skip
    questions = main <= QUESTION_KEYS and any(main <= pair for pair in _QUESTION_PAIRS)
    return Casting(keys=frozenset(main | loners), loners=frozenset(loners), questions=questions)
