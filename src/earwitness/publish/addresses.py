"""Addresses: where everything is on the web desk, in one place. Pages, templates and routes ask here, and write none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import quote, urlencode

DESK = "/"
CONVERSATIONS = "/conversations"
SEARCH = "/search"
SEARCHES = "/searches"
KEEP_SEARCH = "/searches/keep"
CHANGE_SEARCH = "/searches/change"
APPENDIX = "/searches/appendix"
CONTEXT = "/context"
COLLOCATES = "/collocates"
KEYNESS = "/keyness"
ADD = "/add"
API_ADD = "/api/add"
API_CITE_SOUND = "/api/cite-sound"
API_TOKEN = "/api/token"
SOURCES = "/sources"
RECORDINGS = "/recordings"
CHECK = "/check"
RETURNED = "/returned"
WRITE = "/write"
INDEX = "/recordings/{name:str}/index"
"""The route of a recording's index; `index` gives its address."""
RETURNED_ACCEPT = "/returned/accept"
LOG = "/log"
UNREAD = "/unread"
QUEUE = "/queue"
TRIAGE = "/triage"
JOIN = "/triage/join"
UNDO = "/log/undo"
MATCHES = "/matches"
LOOK = "/matches/look"
MATCHES_UNDO = "/matches/undo"
NOTES = "/notes"
CODEBOOK = "/codebook"
CHANGE_CODEBOOK = "/codebook/change"
GLOSSARY = "/glossary"
CHANGE_GLOSSARY = "/change-glossary"
CARE = "/care"
NOTE = "/note"
CODE = "/code"
CAUTION = "/caution"
CHECKED = "/checked"
WITHDRAW = "/withdraw"
"""Where the forms go that write on passages; `web.noting` says what they send."""

Query = Mapping[str, str | int | Sequence[str] | None]


def with_query(address: str, query: Query | None = None) -> str:
    """Returns the address with the query's pairs; those that are None or empty are left out.

    A comma stays as it is, so that `versions=t1,t2` can be read and typed.
    """
    pairs = [
        (name, ",".join(value) if isinstance(value, list | tuple) else str(value))
        for name, value in (query or {}).items()
        if value is not None and value != "" and value != ()
    ]
    return f"{address}?{urlencode(pairs, safe=',', quote_via=quote)}" if pairs else address


def with_query_text(path: str, query: str) -> str:
    """Returns the address that a browser asked for, from its decoded path and its query as it came."""
    return quote(path, safe="/") + (f"?{query}" if query else "")


def ours(address: str) -> str:
    """Returns an address that a form named if it is one of the desk's own pages, else an empty text."""
    inside = address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    return address if inside else ""


def with_done(address: str, act: str) -> str:
    """Returns one of our addresses with the act that was just written, for the page to say so."""
    bare, mark, fragment = address.partition("#")
    path, _, query = bare.partition("?")
    pairs = [pair for pair in query.split("&") if pair and not pair.startswith("done=")]
    pairs.append("done=" + quote(act, safe=""))
    return f"{path}?{'&'.join(pairs)}{mark}{fragment}"


def conversation(
    name: str,
    *,
    versions: Sequence[str] = (),
    turn: str | None = None,
    differ: str = "",
    align: str = "",
    queue: str = "",
    done: str = "",
    recording: str = "",
    t: str = "",
) -> str:
    """Returns the address of a reading page; `turn` (an archive-wide id) leads to its place on it.

    `differ` keeps to the rows that differ in `meaning` or in `any` word; `align` is the mode in which a person says what
    matches, `queue` the query of the list that is read one by one, `done` names the act that was just written. `recording`
    is the one that is heard, `t` the stretch of it to begin with (`12.3,15.8`).
    """
    query = {
        "versions": tuple(versions), "differ": differ, "align": align, "queue": queue, "done": done,
        "recording": recording, "t": t,
    }  # fmt: skip
    address = with_query(_of(name), query)
    return address if turn is None else f"{address}#{turn_anchor(turn)}"


def downloads(name: str, *, of: str = "", fresh: bool = False) -> str:
    """Returns the address of what a conversation, or one version of it, can be taken along as."""
    return with_query(f"{_of(name)}/files", {"of": of, "fresh": "true" if fresh else ""})


def download(name: str, to: str, *, of: str = "", fresh: bool = False) -> str:
    """Returns the address of a conversation as a file of a format."""
    return with_query(f"{_of(name)}/files/{quote(to, safe='')}", {"of": of, "fresh": "true" if fresh else ""})


def matching(name: str) -> str:
    """Returns the address to which the form goes that says which turns match."""
    return f"{_of(name)}/match"


def difference(name: str, difference: str, *, done: str = "") -> str:
    """Returns the address, for good, of a place where the versions of a conversation differ."""
    return with_query(f"{_of(name)}/differences/{quote(difference, safe='')}", {"done": done})


def settling(name: str, difference_: str) -> str:
    """Returns the address to which the form goes that settles a difference."""
    return f"{difference(name, difference_)}/settle"


def turn(name: str, turn_: str, query: Query | None = None) -> str:
    """Returns the address, for good, of the page of one turn; `words` cites only those, `at` is about where they stand."""
    return with_query(f"{_of(name)}/turns/{quote(turn_, safe='')}", query)


def mending(name: str, turn_: str) -> str:
    """Returns the address of the form in which a person mends a turn, and to which it goes."""
    return f"{turn(name, turn_)}/mend"


def revisions(name: str, transcript: str, query: Query | None = None) -> str:
    """Returns the address of the revisions of a version; `a` and `b` are compared."""
    return with_query(f"{_of(name)}/revisions/{quote(transcript, safe='')}", query)


def paper(name: str, *, versions: Sequence[str] = (), revisions: str = "", exhibit: str = "") -> str:
    """Returns the address of a conversation as a document; with the revisions it is the same document for good."""
    query = {"versions": tuple(versions), "revisions": revisions, "exhibit": exhibit}
    return with_query(f"{_of(name)}/print", query)


def publications(name: str) -> str:
    """Returns the address of the page of all publications of a conversation."""
    return f"{_of(name)}/publications"


def matches(query: Query | None = None) -> str:
    """Returns the address of the possible matches; `of` keeps to one conversation, `done` names the act just written."""
    return with_query(MATCHES, query)


def match(a: str, b: str, query: Query | None = None) -> str:
    """Returns the address, for good, of two conversations that may be one."""
    return with_query(f"{MATCHES}/{quote(a, safe='')}/{quote(b, safe='')}", query)


def deciding(a: str, b: str) -> str:
    """Returns the address to which the form goes that says what two conversations are to each other."""
    return f"{match(a, b)}/decide"


def _of(name: str) -> str:
    return f"{CONVERSATIONS}/{quote(name, safe='')}"


def turn_anchor(turn: str) -> str:
    """Returns the fragment that names a turn for good: `turn-t4f9k2mq7x1.7`."""
    return f"turn-{turn}"


def conversations(query: Query | None = None) -> str:
    return with_query(CONVERSATIONS, query)


def desk(query: Query | None = None) -> str:
    return with_query(DESK, query)


def queue(query: Query | None = None) -> str:
    """Returns the address that opens the first conversation of a narrowed list."""
    return with_query(QUEUE, query)


def queued(name: str, queue: str, *, done: str = "") -> str:
    """Returns the address, for good, of a conversation in its queue; `queue` is the query of the list."""
    return with_query(_of(name), {"queue": queue or None, "done": done})


def search(query: Query | None = None) -> str:
    return with_query(SEARCH, query)


def kept_search(name: str) -> str:
    """Returns the address, for good, of a kept search with what is new since."""
    return f"{SEARCHES}/{quote(name, safe='')}"


def context(query: Query | None = None) -> str:
    """Returns the address of a search in context: every occurrence on a line."""
    return with_query(CONTEXT, query)


def notes(query: Query | None = None) -> str:
    """Returns the address of all notes and coded passages; `code`, `by`, `in` and `what` narrow them."""
    return with_query(NOTES, query)


def codebook(query: Query | None = None) -> str:
    """Returns the address of the codebook; `code` opens the forms of one code."""
    return with_query(CODEBOOK, query)


def glossary(query: Query | None = None) -> str:
    """Returns the address of the glossary; `q` looks a term up, `differ` asks how translations say the terms."""
    return with_query(GLOSSARY, query)


def term(slug: str, query: Query | None = None) -> str:
    """Returns the address of the page of one term, by its slug: `/glossary/груз-200`, as a browser shows it."""
    return with_query(f"{GLOSSARY}/{quote(slug, safe='')}", query)


def log(query: Query | None = None) -> str:
    return with_query(LOG, query)


def source(name: str) -> str:
    """Returns the address of the page that says where a source comes from."""
    return f"{SOURCES}/{quote(name, safe='')}"


def reading(name: str, query: Query | None = None) -> str:
    """Returns the address of the page that shows how a source was read, and to which its forms go."""
    return with_query(f"{source(name)}/reading", query)


def captured(name: str) -> str:
    """Returns the address of a source's bytes as they were captured; a browser shows them in a box without rights."""
    return f"{source(name)}/captured"


def sound(recording: str, query: Query | None = None) -> str:
    """Returns the address of a recording's sound as a browser plays it exactly; with `original=true` as it was captured."""
    return with_query(f"{RECORDINGS}/{quote(recording, safe='')}/sound", query)


def peaks(recording: str, query: Query | None = None) -> str:
    """Returns the address of the heights of a recording's sound, to be drawn; `from`, `to` and `points` narrow them."""
    return with_query(f"{RECORDINGS}/{quote(recording, safe='')}/peaks", query)


def guide(recording: str, query: Query | None = None) -> str:
    """Returns the address of what stands where in a recording: turns and words, speech, segments, what is warned of."""
    return with_query(f"{RECORDINGS}/{quote(recording, safe='')}/guide", query)


def excerpt(recording: str, query: Query | None = None) -> str:
    """Returns the address of a stretch of a recording as a file; `t` is the stretch, `to` the format."""
    return with_query(f"{RECORDINGS}/{quote(recording, safe='')}/clip", query)


def returned(document: str) -> str:
    """Returns the address of what came back in a document that was sent a moment ago; the key is not for good."""
    return with_query(RETURNED, {"document": document})


def write(of: str = "") -> str:
    """Returns the address of what is being written; `of` names the recording or transcript that is to be begun with."""
    return with_query(WRITE, {"of": of})


def draft(name: str) -> str:
    """Returns the address of a draft on the writing desk, and to which its form goes."""
    return f"/drafts/{quote(name, safe='')}"


def index(recording: str) -> str:
    """Returns the address at which the index of a recording is written."""
    return f"/recordings/{quote(recording, safe='')}/index"


def static(name: str, version: str = "") -> str:
    """Returns the address of a file of ours; the version (its digest) lets a browser keep it for good."""
    return with_query(f"/static/{quote(name, safe='')}", {"v": version})


def as_json(address: str) -> str:
    """Returns the address of the same page's data: `.json` stands after the path, before the query."""
    bare, _, fragment = address.partition("#")
    path, mark, query = bare.partition("?")
    return f"{path}.json{mark}{query}" + (f"#{fragment}" if fragment else "")
