"""Shortened names: Russian and Ukrainian first names that are one name though they do not sound alike."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Mapping

from ..language.tokens import fold
from .names import sound

_TABLE = """
александр олександр саша саня шура сашко шурик лесь олесь
алексей олексій алёша лёша лёха льоша олекса
анатолий толя толик
андрей андрій дрюня
борис боря
василий василь вася
виктор віктор витя вітя
владимир володимир вова володя вовчик
владислав влад славик
вячеслав в'ячеслав слава славик
геннадий гена
георгий гоша жора
григорий григорій гриша грицько
дмитрий дмитро дима митя дімон
евгений євген женя жека
иван іван ваня ванька
константин костянтин костя
леонид лёня
михаил михайло миша мишко
николай микола коля микола
павел павло паша
пётр петро петя
роман рома
семён сеня
сергей сергій серёжа серый
станислав стас
степан стёпа
тимофей тима
фёдор федір федя
юрий юрій юра
яков яків яша
анастасия анастасія настя
анна ганна аня нюра ганнуся
валентина валя
варвара варя
вера віра
виктория вікторія вика
галина галя
дарья дарина даша
евгения євгенія женя
екатерина катерина катя
елена олена лена оленка альона
елизавета єлизавета лиза
ирина ірина ира
ксения ксенія ксюша оксана
лариса лара
любовь люба
людмила люда мила
маргарита рита марго
мария марія маша маруся маня
надежда надія надя
наталья наталія наташа наталка
ольга оля
полина поля
светлана світлана света
софья софія соня
татьяна тетяна таня танюша
юлия юлія юля
"""


def is_shortened(one: str, other: str) -> bool:
    """Says whether two names may be one person's: Lyosha, Alexei."""
    rows = _rows()
    return bool(rows.get(_heard(one), frozenset()) & rows.get(_heard(other), frozenset()))


def _heard(name: str) -> str:
    return sound(fold(name).removesuffix("'s").removesuffix("’s"))


@functools.cache
def _rows() -> Mapping[str, frozenset[int]]:
    """Returns of each name's sound the rows in which it stands."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, line in enumerate(_TABLE.split("\n")):
        for name in line.split():
            found[sound(fold(name))].add(number)
    return {name: frozenset(rows) for name, rows in found.items()}
