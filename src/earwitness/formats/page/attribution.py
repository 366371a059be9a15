"""Attribution: the words of a narrator within a line of speech, and whom they name.

`— Иди, — сказал он. — Быстро.` holds two words of speech; `- We are leaving, says the soldier.` three. The narrator's words
are taken out and tell the voice.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .words.grammar import FIRST_PERSON, SMALL_WORDS
from .words.roles import FEMALE_WORDS, ROLE_OF
from .words.speech import HE, SHE, VERBS, gender_of_pronoun, inverted_verb, verb_in, verbs_in
from .words.table import table


class Who(NamedTuple):
    """Whom an attribution names: a role or a name as printed, or only a pronoun's gender."""

    name: str = ""
    gender: str = ""
    role: str = ""
    """The table's name of the role, so that `матери` and `мать` are one."""


_WORD = re.compile(r"[\w'’ʼ-]+")
_DASHED = re.compile(r"(?<=[^\s])(?:\s+[—–―-]+\s*|[—–―](?=\S)|(?<=[,.!?…])\s*[—–―]\s*)")
_REPLY = re.compile(r"(?<=[.?!…])\s+[—–―]\s+(?=[«“\"„]?[A-ZА-ЯЁІЇЄҐĄĆĘŁŃÓŚŹŻÀÂÇÉÈÊÎÔÁÍÚÑ¿¡])")
_ENDS = re.compile(r"[,?!…»”\"]\s+(?=(?P<clause>[^,.?!…»”\"]{3,90})[.]?$)")
_BETWEEN = re.compile(r"(?<=[,?!…])\s(?P<clause>[^—–?!….,]{3,90})(?:[.,](?=\s)|[.]?$)")
_COMPARED = table(
    """
    younger elder older eldest youngest leader младший старший молодший młodszy starszy cadet aîné menor mayor
    jüngere ältere jongere oudere
    """
)
"""How a narrator tells two apart who share a role: the younger, the elder."""
_ORDINALS = table("""
first second third other another older younger elder первый второй третий другой перший другий третій інший
pierwszy drugi trzeci inny premier deuxième
autre primer primero segundo otro erste zweite andere primo secondo altro eerste tweede
""")
_ORDERS = table(
    """
    tell say ask answer reply explain add go call order demand state note claim report describe cry swear urge
    """
)
_CYRILLIC_ENDINGS = re.compile(
    r"(?:ами|ями|ому|ему|ого|его|ої|ій|ою|ею|ом|ем|ам|ям|ах|ях|ов|ей|а|я|у|ю|ы|и|і|е|о|ь|й)$"
)


def _stem(word: str) -> str:
    return _CYRILLIC_ENDINGS.sub("", word)


_BY_STEM = {_stem(word): word for word in ROLE_OF if re.search("[а-яіїєґ]", word) and 3 < len(_stem(word))}
_IRREGULAR = {
    form: word
    for word, forms in {
        "мать": "матери матерью",
        "мати": "матері матір'ю",
        "отец": "отца отцу отцом",
        "батько": "батька",
        "жена": "жены жене жену женой",
        "муж": "мужа мужу",
        "сын": "сына сыну",
        "боец": "бойца бойцу",
        "боєць": "бійця бійцю",
    }.items()
    for form in forms.split()
}  # fmt: skip


_ELIDED = re.compile(r"(?:l|d|un|all|dall|dell|nell|sull)['’](?=\w{3})")


_HEADS = table("question")
"""Words that are a voice only as a label: nobody in prose is `the question`."""
_FRENCH = re.compile(r"\b(?:le|la|les|des|du|une?|est|et|que|il|elle|avec|pour|dit|dans)\b", re.IGNORECASE)


def role_in(word: str, text: str) -> str | None:
    """Returns the role a word of a narrator's text names, or None: `son chef` is his boss in French, and no son."""
    return None if word.casefold() == "son" and _FRENCH.search(text) else role_word(word)


def role_word(word: str) -> str | None:
    """Returns the role a word names, inflected or not, as the table writes the word; None where it is no role."""
    folded = _ELIDED.sub("", word.casefold().strip("'’"))
    if folded.endswith(("'s", "’s")):
        folded = folded[:-2]
    if folded in _HEADS:
        return None
    if folded in ROLE_OF:
        return folded
    if folded in _IRREGULAR:
        return _IRREGULAR[folded]
    if folded.endswith(_FEMININE) and folded[:-2] in ROLE_OF:
        return folded[:-2]  # диспетчерка, санитарка
    return _BY_STEM.get(_stem(folded)) if 3 < len(folded) else None


_FEMININE = ("ка", "ka", "in")


def gender_of(word: str, role: str) -> str:
    """Returns the gender of a word for a role: its own form's, else the role's."""
    folded = word.casefold()
    if role in FEMALE_WORDS or folded in FEMALE_WORDS or (folded.endswith(_FEMININE) and folded[:-2] == role):
        return "f"
    return ROLE_OF[role].gender


_OF = table("of de du des del della dell dello di von vom van")


def who_in(clause: str, *, ahead: bool = False) -> Who:
    """Returns whom a narrator's clause names as the one who speaks: the role or name nearest to its verb of saying.

    `ahead` is True where the clause stands before the quotation, so that its last verb is the one that leads to it.
    """
    verbs = list(verbs_in(clause))
    verb = verbs[-1 if ahead else 0] if verbs else None
    words = [(match.group(), match.start()) for match in _WORD.finditer(clause)]
    found: list[tuple[int, Who]] = []
    at = verb.start() if verb else 0
    for index, (word, start) in enumerate(words):
        folded = word.casefold()
        # The subject stands before its verb (`a fitter tells the dispatcher`); behind it only where nobody stands before.
        distance = at - start if start < at else start - at + 1000
        if verb and verb.start() <= start < verb.end():
            tail = folded.rpartition("-")[2]
            if tail in HE or tail in SHE:  # dit-il, dit-elle
                found.append((0, Who(gender="m" if tail in HE else "f")))
            continue
        if folded.endswith(("'s", "’s")) and index + 1 < len(words):
            continue
        role = role_in(word, clause)
        if folded in _COMPARED:
            found.append((distance, Who(name=word)))
        elif role is not None:
            gender = gender_of(word, role)
            before = words[index - 1][0].casefold() if index else ""
            if before in _ORDINALS:
                # “The first pilot”, “the second pilot”: one role, two voices.
                found.append((distance, Who(name=f"{before} {word}", gender=gender)))
            else:
                # An inflected word is named as the table has it: `жене` is `жена`.
                found.append(
                    (
                        distance,
                        Who(
                            name=word if folded in ROLE_OF or folded.endswith(_FEMININE) else role,
                            gender=gender,
                            role=ROLE_OF[role].name,
                        ),
                    )
                )
        elif folded == "il" and index + 1 < len(words) and _is_noun(words[index + 1][0]):
            continue  # `risponde il comandante`: the article, not the French pronoun
        elif gender := gender_of_pronoun(folded, clause):
            # An object (`tells him`) is not who speaks; subjects stand before the verb or right behind it in inversion.
            if (
                folded
                in (
                    "him",
                    "her",
                    "his",
                    "ему",
                    "ей",
                    "её",
                    "его",
                    "йому",
                    "їй",
                    "mu",
                    "jej",
                    "lui",
                    "le",
                    "la",
                    "ihm",
                    "ihr",
                    "gli",
                    "hem",
                    "haar",
                )
                and verb
            ):
                continue
            found.append((distance, Who(gender=gender)))
        elif word[:1].isupper() and folded not in SMALL_WORDS and not folded.isdigit() and (start or verb):
            # `the mate of the Halcyon`: what stands behind `of` is rarely who speaks.
            owned = index and any(earlier.casefold() in _OF for earlier, _ in words[max(0, index - 2) : index])
            found.append((distance + (500 if owned else 2), Who(name=word)))
    if not found and verb is not None:
        return _beside(clause, verb.start(), verb.end())
    if not found:
        return Who()
    return min(found, key=lambda pair: pair[0])[1]


def _is_noun(word: str) -> bool:
    folded = word.casefold()
    return folded not in VERBS | HE | SHE and 3 < len(folded)


_ARTICLED = re.compile(
    r"\b(?:the|an?|le|la|l['’]|un|une|el|der|die|ein|eine|il|lo|de|het|"
    r"een)\s+(?:[\w-]+\s+){0,2}?([\w-]{3,})\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s+(?:(?:the|an?|le|la|un|une|el|der|die|ein|eine|il|lo|de|het|een)\s+|l['’])([\w-]{3,})|"
    r"\s+([а-яёіїєґ]{4,})\s*[,.;:!?]?\s*$",
    re.IGNORECASE,
)


def _beside(clause: str, start: int, end: int) -> Who:
    """Returns the subject of the verb where it is in no table: `the motorman says`, `сказал кочегар`."""
    match = _ARTICLED.search(clause[:start]) or _BEHIND.match(clause[end:])
    if match is None:
        return Who()
    return Who(name=next(group for group in match.groups() if group))


_SUBJECTS = table("он она он він вона on ona il elle él ella er sie lui lei hij zij he she")


def _is_clause(part: str) -> bool:
    """Returns whether a part between dashes is the narrator's: it begins small and says that somebody spoke."""
    part = part.strip()
    if not part or not part[0].islower() or 130 < len(part):
        return False
    verb = verb_in(part)
    if verb is None:
        return False
    # The verb stands at or near the start (`сказал он`, `тихо сказала мать`, `he says`), not deep in a sentence of speech.
    return part[: verb.start()].count(" ") < 4


def _is_gesture(part: str) -> bool:
    """Returns whether a part between two dashes tells what the speaker does: `— Ferry. — The man coughs. — Go on.`"""
    part = part.strip()
    words = [word.casefold() for word in _WORD.findall(part)]
    if not 1 < len(words) < 8 or not part.endswith(".") or set(words) & FIRST_PERSON:
        return False
    return role_word(words[0]) is not None or words[0] in _SUBJECTS


def _narrates(pieces: list[str], number: int) -> bool:
    """Returns whether a part between dashes is the narrator's."""
    return _is_clause(pieces[number]) or (0 < number < len(pieces) - 1 and _is_gesture(pieces[number]))


def _joined(parts: list[str], ended: list[bool]) -> str:
    """Returns the speech on both sides of a narrator's words: a comma before them is a stop where their sentence ended."""
    text = parts[0].rstrip()
    for part, full in zip(parts[1:], ended, strict=False):
        part = part.strip()
        if not part:
            continue
        if full and part[:1].isupper() and (text.endswith(",") or text[-1:].isalnum()):
            text = text.rstrip(",") + "."
        text = f"{text} {part}"
    return text


def without_narrator(line: str) -> tuple[str, Who]:
    """Returns a line's words of speech and whom its narrator names; `Who()` where nobody."""
    pieces = _DASHED.split(line)
    who = Who()
    if 1 < len(pieces) and any(_narrates(pieces, number) for number in range(1, len(pieces))):
        speech: list[str] = [pieces[0]]
        ended: list[bool] = []
        separators = _DASHED.findall(line)
        for number, piece in enumerate(pieces[1:], 1):
            if len(ended) < len(speech) and _narrates(pieces, number):
                # A sentence of speech may follow the narrator's within one part: `dijo él—. Rápido.` has it behind the dash.
                who = who if who != Who() else who_in(piece)
                ended.append(piece.rstrip().endswith((".", "!", "?")) or line_starts_with_stop(pieces, number))
                continue
            piece = piece.lstrip(". ") if ended and len(ended) == len(speech) else piece
            if ended and len(ended) == len(speech):
                speech.append(piece)
            else:
                speech[-1] += separators[number - 1] + piece
        return _closed(_joined(speech, ended)), who
    match = _ENDS.search(line)
    if match and _starts_with_verb(match["clause"]):
        return _closed(line[: match.start() + 1]), who_in(match["clause"])
    inner = next(
        (found for found in _BETWEEN.finditer(line) if _starts_with_verb(found["clause"], inverted=True)), None
    )
    if inner:
        rest = line[inner.end() :].lstrip(" —–")
        text = line[: inner.start()]
        return _closed(_joined([text, rest], [True]) if rest else text), who_in(inner["clause"])
    return line, who


def line_starts_with_stop(pieces: list[str], number: int) -> bool:
    """Returns whether the part behind a narrator's begins with the stop of his sentence: `—dijo él—. Rápido`."""
    return number + 1 < len(pieces) and pieces[number + 1].lstrip().startswith(".")


def _starts_with_verb(clause: str, *, inverted: bool = False) -> bool:
    """Returns whether a clause is `says the soldier`, `he replied`, `dit-il`, `the mother asks quietly`, and no speech."""
    clause = clause.strip()
    words = clause.split()
    if not words or not words[0][0].islower() or 9 < len(words):
        return False
    if (match := inverted_verb(clause)) is not None:
        # `tell the commander` is an order in a speech; `says the commander` is the narrator's.
        who = who_in(clause)
        behind = clause[match.end() :].split()
        return who != Who() and match.group().casefold() not in _ORDERS and len(behind) < 7
    verb = verb_in(clause)
    if inverted or verb is None:
        return False
    before = clause[: verb.start()].split()
    after = clause[verb.end() :].split()
    known = bool(before) and (before[0].casefold() in HE | SHE or role_word(before[-1]) is not None)
    return (
        known and len(before) < 4 and (not after or (len(after) == 1 and after[0].endswith(("ly", "o", "а", "ment"))))
    )


def _closed(text: str) -> str:
    """Returns the speech without the comma that only led to the narrator."""
    text = text.strip()
    return text[:-1].rstrip() if text.endswith(",") else text


def replies(line: str) -> list[str]:
    """Returns the turns that stand in one paragraph behind one another: `— Ты где? — Дома.` holds two."""
    parts = _REPLY.split(line)
    pieces = _DASHED.split(line)
    if len(parts) < 2 or any(_narrates(pieces, number) for number in range(1, len(pieces))):
        return [line]
    return parts
