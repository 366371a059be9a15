"""What a page says of itself: title, publication, publisher, address, language."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from ...datelines import find_dates, find_posted, parse_date
from .blocks import Block, PublishedFrom
from .elements import language_code
from .linked_data import LinkedData, read_linked_data

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_PUBLISHED = [
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "article:published",
    "published",
    "publish-date",
    "publishdate",
    "publish_date",
    "pubdate",
    "publication_date",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dcterms.date",
    "citation_publication_date",
    "citation_date",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "og:release_date",
]
"""Names of `<meta>` that give the date of publication, the surest first."""

_DATE_PLACES = (
    ".entry-meta, .post-meta, .postmeta, .article-meta, .byline, .meta, .date, .published, .post-date, .entry-date,"
    " .article-date, .posted-on, .timestamp, .dateline, .post-info, .submitted, [itemprop=datePublished],"
    " .date-header, .post-timestamp, .article__date, .news-date, time"
)
_CHANGED = re.compile(r"updat|modif|обновл|оновлен|aktualiz|mis à jour|actualiz|aggiornat|bijgewerkt", re.IGNORECASE)
_ISO = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:$|[T\s])")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/_.-]|$)")
_SEPARATOR = re.compile(r"\s+(?:[|·•»«]|::|[-–—:])\s+|\s*\|\s*")
_SAVED = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)", re.IGNORECASE)
_SINGLE_FILE = re.compile(r"<!--\s*Page saved with SingleFile\s+url:\s*(https?://[^\s<>]+)")

_CREDIT = re.compile(r"(?:by|text|words|story|автор|текст|tekst|von|par|por|di|door)\b[: ]", re.IGNORECASE)
_CREDIT_LINE = 120
"""A line of credit such as “Text: A. Writer. 4 March 2031” is shorter; its one date is that of the page."""
_LONGEST_LINE = 2_000

HEAD = 8
"""How many blocks from the top a printed date of publication is looked for in."""


class Metadata(Struct, frozen=True, kw_only=True):
    """A page's statements about itself; None where it makes none."""

    title: str | None
    heading: str | None
    """The main heading as printed, where there is one."""
    published: str | None
    published_from: PublishedFrom | None
    publisher: str | None
    url: str | None
    language: str | None
    article_body: str | None
    doubts: tuple[str, ...] = ()

    def with_date_from(self, blocks: list[Block]) -> Metadata:
        """Returns the metadata with a date printed in the first blocks, or else one in the address, where it had none."""
        if self.published is not None:
            return self
        for block in blocks[:HEAD]:
            for line in block.text.split("\n")[:HEAD]:
                if line != self.heading and (found := find_posted(line[:_LONGEST_LINE], self.language)):
                    return replace(self, published=found, published_from="text")
                if len(line) < _CREDIT_LINE and _CREDIT.match(line):
                    dates = find_dates(line, self.language)
                    if len(dates) == 1:
                        return replace(self, published=dates[0].date, published_from="text")
        found = _date_in_address(self.url)
        return replace(self, published=found, published_from="url") if found else self


def read_metadata(tree: LexborHTMLParser, source: str) -> Metadata:
    """Returns what the head, the JSON-LD and the marked-up parts of the page say; `source` is its whole text."""
    metas = _metas(tree)
    data = read_linked_data(tree)
    root = tree.root
    attributes = root.attributes if root is not None else {}
    language = (
        language_code(attributes.get("lang") or attributes.get("xml:lang"))
        or language_code(metas.get("content-language"))
        or language_code(metas.get("og:locale"))
        or language_code(data.language)
    )
    heading = _heading(tree)
    site = metas.get("og:site_name") or data.publisher or metas.get("application-name")
    whole_title = _folded(node.text()) if (node := tree.css_first("title")) is not None else ""
    title, publisher = _title(heading, whole_title, metas.get("og:title") or data.headline, site, tree)
    published, published_from = _published(tree, metas, data, language)
    return Metadata(
        title=title,
        heading=heading,
        published=published,
        published_from=published_from,
        publisher=publisher,
        url=_address(tree, metas, data, source),
        language=language,
        article_body=data.article_body,
    )


def date_of(text: str | None, language: str | None) -> str | None:
    """Returns the day of a machine-written or printed date (EDTF), in the zone it is written in; None if it is none."""
    match = _ISO.match(text or "")
    if match is not None:
        return parse_date("-".join(match.groups()), language)
    return parse_date(text, language) if text and len(text) < 100 else None


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Returns the first content of each named `<meta>`."""
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        attributes = node.attributes
        content = _folded(attributes.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (attributes.get(key) or "").lower()
            if name and content:
                metas.setdefault(name, content)
    return metas


def _heading(tree: LexborHTMLParser) -> str | None:
    """Returns the main heading: the first `<h1>` of the article or main part, else the only one on the page."""
    for place in (
        "article h1, main h1, [role=main] h1",
        "[itemprop=headline], .entry-title, .post-title, .article-title",
    ):
        for node in tree.css(place):
            if text := _folded(node.text(deep=True)):
                return text
    alone = [text for node in tree.css("h1") if (text := _folded(node.text(deep=True)))]
    return alone[0] if len(alone) == 1 else None


def _title(
    heading: str | None, whole: str, given: str | None, site: str | None, tree: LexborHTMLParser
) -> tuple[str | None, str | None]:
    """Returns the title without the site's name, and the site's name."""
    if heading is not None and site is not None and heading.casefold() == site.casefold():
        heading = None  # the site's name set as a heading
    known = [text for text in (heading, given) if text]
    for text in known:
        rest = whole.removeprefix(text)
        separator = _SEPARATOR.match(rest)
        if rest != whole and separator is not None and site is None:
            site = rest[separator.end() :].strip() or None
    parts = list(_SEPARATOR.finditer(whole))
    cut = whole
    if parts:
        before, after = whole[: parts[-1].start()].strip(), whole[parts[-1].end() :].strip()
        if (site is not None and after.casefold() == site.casefold()) or (
            site is None and before and _is_site_name(after, parts[-1].group(), tree)
        ):
            cut, site = before, site or after
        elif site is not None and whole[: parts[0].start()].strip().casefold() == site.casefold():
            cut = whole[parts[0].end() :].strip()
    return heading or given or cut or None, site


def _is_site_name(text: str, separator: str, tree: LexborHTMLParser) -> bool:
    """True if the end of a title is the site's name: after a bar, or where the page's top or foot says it too."""
    if not text or 60 < len(text):
        return False
    if separator.strip() in ("|", "·", "•", "»", "::"):
        return True
    places = tree.css("header, footer, .logo, .site-title, .site-name, #logo, [rel=home]")[:20]
    return any(text.casefold() in (node.text(deep=True) or "").casefold() for node in places)


def _published(
    tree: LexborHTMLParser, metas: dict[str, str], data: LinkedData, language: str | None
) -> tuple[str | None, PublishedFrom | None]:
    for name in _PUBLISHED:
        if found := date_of(metas.get(name), language):
            return found, "meta"
    if found := date_of(data.published, language):
        return found, "json-ld"
    times = [node for node in tree.css("time[datetime], [itemprop=datePublished]")[:50] if not _is_changed(node)]
    for node in sorted(times, key=_time_rank):
        attributes = node.attributes
        if found := date_of(attributes.get("datetime") or attributes.get("content"), language):
            return found, "time"
    for node in tree.css(_DATE_PLACES)[:30]:
        text = _folded(node.text(deep=True, separator=" "))
        if len(text) < 300 and not _is_changed(node) and (found := find_posted(text, language)):
            return found, "text"
    return None, None


def _time_rank(node: LexborNode) -> int:
    """Sorts what is called published before the rest."""
    attributes = node.attributes
    names = f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''} {attributes.get('pubdate', '-') or ''}"
    return 0 if "publish" in names.lower() or names.endswith(" ") else 1


def _is_changed(node: LexborNode) -> bool:
    attributes = node.attributes
    return _CHANGED.search(f"{attributes.get('class') or ''} {attributes.get('itemprop') or ''}") is not None


def _address(tree: LexborHTMLParser, metas: dict[str, str], data: LinkedData, source: str) -> str | None:
    link = tree.css_first("link[rel=canonical]")
    saved = _SAVED.search(source[:2000]) or _SINGLE_FILE.search(source[:2000])
    candidates = [
        link.attributes.get("href") if link is not None else None,
        metas.get("og:url"),
        data.url,
        html.unescape(saved.group(1)) if saved else None,
    ]
    for address in candidates:
        if address and re.match(r"https?://[^\s<>\"]+$", address.strip(), re.IGNORECASE):
            return address.strip()
    return None


def _date_in_address(url: str | None) -> str | None:
    match = _IN_ADDRESS.search(url or "")
    if match is None:
        return None
    year, month, day = match.groups()
    return parse_date("-".join(part.zfill(2) for part in (year, month, day) if part))


def _folded(text: str | None) -> str:
    return " ".join((text or "").replace("\xad", "").split())
