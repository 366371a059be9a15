"""Clauses: the draft's own words around a quotation that say who spoke, or that it is the name of a thing.

“We left,” the captain said          behind the words        The captain: “We left.”            a label
“We left”, said the captain          behind, turned round    The captain puts it this way: …    a lead with a colon
“We left” — the captain.             a credit                According to the captain, “…”      a source
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..formats.page.attribution import Who, who_in
from ..formats.page.words.speech import verb_in

SENTENCE = re.compile(
    r"(?<=[.!?…])(?<![\s.][A-ZА-ЯІЇЄҐ]\.)(?<!Mr\.)(?<!Ms\.)(?<!Dr\.)(?<!Mrs\.)(?<!Lt\.)(?<!Capt\.)\s+"
)
"""Where a sentence ends, an initial and a title aside."""
LABEL = re.compile(r"\s{0,8}(?:[—–-]\s?)?((?:[\w.'’()-]{1,40}[ \t]){0,4}[\w.'’()-]{1,40}):\s*")
CREDIT = re.compile(r"^\s*[—–-]\s*(\S.{0,60})$")
_SHORT_CREDIT = re.compile(r"\s*[—–]\s*((?:[\w.'’-]{1,40}[ \t]){0,3}[\w.'’-]{1,40})\.?\s*")
_SOURCE = re.compile(
    r"(?:.*\W)?(?:according to|in the words of|по словам|со слов|за словами|зі слів)\s+([^,.:;]{1,80}?)\s*[,:]?\s*",
    re.IGNORECASE | re.DOTALL,
)
_WORKS = re.compile(
    r"(?:\b(?:films?|movies?|novels?|books?|songs?|poems?|plays?|essays?|articles?|series|newspapers?|daily|weekly|magazines?|"
    r"headlines?|titles?|titled|entitled|headed|named|ships?|vessels?|operation|festival|exhibition|podcast)|"
    r"\b(?:фильм|роман|книг|газет|журнал|стать|песн|спектакл|сериал|повест|рассказ|заголов|названи|опера|выставк|фестивал|"
    r"фільм|книз|статт|пісн|вистав|серіал|оповідан|назв|часопис)\w{0,4})(?:\s+(?:was|is|called|as))?\s*[:,]?\s*",
    re.IGNORECASE,
)
"""Words that stand before the name of a work."""


def is_named_work(ahead: str) -> bool:
    """Says whether the words ahead introduce the name of a work, and nobody who speaks: `the film “Nights”`."""
    lead = SENTENCE.split(ahead.strip())[-1] if ahead.strip() else ""
    words = list(_WORKS.finditer(lead + " "))
    return bool(words) and words[-1].end() == len(lead) + 1 and verb_in(lead[: words[-1].start()]) is None


def clause_of(ahead: str, between: Sequence[str], behind: str, words: str) -> tuple[str, Who]:
    """Returns the clause that says who spoke and whom it names: behind the words, between them, or ahead of them."""
    for clause in between:
        if verb_in(clause) is not None:
            return clause.strip(" ,—–"), who_in(clause)
    after = SENTENCE.split(behind.strip(), maxsplit=1)[0]
    led = ahead.rstrip().endswith((":", ","))
    lead = SENTENCE.split(ahead.strip())[-1] if ahead.strip() else ""
    label = LABEL.fullmatch(lead) if lead.endswith(":") else None
    if label is not None and verb_in(lead) is None:
        return lead, Who(name=label[1].strip())
    if led and verb_in(lead) is not None:
        return lead, who_in(lead, ahead=True)
    if verb_in(after) is not None and (words.rstrip()[-1:] in ",?!…—–-" or behind.lstrip()[:1] in ",—–"):
        clause = re.split(r"[,;:](?=\s)", after.strip(" ,—–"), maxsplit=1)[0]
        return clause, who_in(clause)
    if verb_in(lead) is not None and not re.search(r"[.!?…]\s*$", lead):
        return lead, who_in(lead, ahead=True)
    return _without_verb(lead, after)


def _without_verb(lead: str, after: str) -> tuple[str, Who]:
    """Returns the clause where no verb of saying stands in one: a source, a credit behind, a lead with a colon."""
    source = _SOURCE.fullmatch(lead)
    if source is not None:
        return lead, Who(name=source[1].strip(), role=who_in(source[1]).role)
    credit = _SHORT_CREDIT.fullmatch(after)
    if credit is not None:
        name = credit[1].rstrip(".")
        return name, Who(name=name, role=who_in(name).role)
    if lead.endswith(":") and not lead.startswith(("“", "«", '"')):
        return lead, who_in(lead, ahead=True)
    return "", Who()
