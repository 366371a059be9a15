"""HTML's elements: which begin a new block, which are never text, which a reader cannot see."""

from __future__ import annotations

import re

SILENT = frozenset(
    "script style template noscript head title meta link base iframe object embed video audio canvas svg math map area"
    " select option optgroup datalist textarea input button progress meter param source track frameset frame noframes"
    " rp rt rtc amp-ad amp-analytics amp-sidebar amp-consent amp-iframe amp-img amp-video amp-social-share dialog".split()
)
"""Elements whose content is no text of the page."""

BLOCK = frozenset(
    "html body address article aside blockquote center details dialog dd div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu dir nav ol p pre listing plaintext xmp section summary"
    " table caption thead tbody tfoot tr td th ul search".split()
)
"""Elements that begin a line of their own."""

INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label legend mark nobr output"
    " picture q rb ruby s samp small span strike strong sub sup time tt u var wbr slot blink marquee".split()
)

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BOLD = frozenset({"b", "strong"})
ITALIC = frozenset({"i", "em", "cite", "dfn", "var"})

PATHLESS = frozenset(
    "p li dt dd thead tbody tfoot tr td th caption figcaption h1 h2 h3 h4 h5 h6 pre summary hgroup".split()
)
"""Block elements that are children of a list or section rather than one themselves."""

_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC_STYLE = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)

Attributes = dict[str, str | None]


def is_hidden(attributes: Attributes) -> bool:
    """True if the attributes alone keep the element from a reader's eyes."""
    if not attributes:
        return False
    if "hidden" in attributes and (attributes["hidden"] or "").lower() != "until-found":
        return True
    style = attributes.get("style")
    return attributes.get("aria-hidden") == "true" or (bool(style) and _HIDING.search(style or "") is not None)


def is_bold(tag: str, style: str | None) -> bool:
    return tag in BOLD or (style is not None and _BOLD_STYLE.search(style) is not None)


_SPEAKER = frozenset(
    "speaker speaker-name speaker__name speaker_name transcript-speaker transcript__speaker dialogue-speaker dialog-speaker"
    " cue-speaker speaker-label speakername character-name".split()
)
_CLOCK = frozenset(
    "ts timestamp time-stamp timecode transcript-time cue-time transcript__time transcript-timestamp".split()
)


def is_speaker(attributes: Attributes) -> bool:
    """True if the element says by its class that it names who speaks."""
    return not _SPEAKER.isdisjoint((attributes.get("class") or "").lower().split())


def is_apart(attributes: Attributes) -> bool:
    """True if an inline element is set apart by style alone: a speaker's name or a time with no space to the words."""
    return is_speaker(attributes) or not _CLOCK.isdisjoint((attributes.get("class") or "").lower().split())


def is_italic(tag: str, style: str | None) -> bool:
    return tag in ITALIC or (style is not None and _ITALIC_STYLE.search(style) is not None)


_THREE_LETTERS = {
    "rus": "ru",
    "ukr": "uk",
    "eng": "en",
    "pol": "pl",
    "deu": "de",
    "ger": "de",
    "fra": "fr",
    "fre": "fr",
}
_MISTAKEN = {"ua": "uk", "cz": "cs", "jp": "ja", "gr": "el", "by": "be"}  # countries written for languages


def language_code(declared: str | None) -> str | None:
    """Returns the language of a `lang` attribute or a locale without region or script, None if it names none."""
    match = re.match(r"\s*([A-Za-z]{2,3})(?:[-_]|\s*$)", declared or "")
    if match is None:
        return None
    code = match.group(1).lower()
    code = _THREE_LETTERS.get(code, _MISTAKEN.get(code, code))
    return None if code in ("und", "mul", "zxx") else code
