"""`mend`: a person puts right how a page was read. Each act is kept as hints, which every later reading of the page keeps to.

It is about the reading, not about what was said: the bytes are the same, and another transcriber's words stay theirs.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..errors import BadInput, Conflict, NotFound, WrongUsage
from ..formats.hinting import PageText, page_text
from ..identifiers import new_id, split
from ..model import MARK_TYPES, Anchor, Hint, HintKind, MarkType, Source, Transcript
from . import finding
from .answers import Answer
from .desk import Desk, writing
from .hinting import sentence
from .outcomes import TurnChange
from .rereading import looking, read_bytes, read_from, recorded, renew

MOST = 2_000
"""Things said in one act."""
ANCHORED: tuple[HintKind, ...] = ("turn", "follows", "no turn", "editor", "speech")


class Saying(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing to say of a reading: about words of the page, about one of its lines, or about labels."""

    kind: HintKind
    words: str = ""
    """As the page prints them; with a line, only looked for on it."""
    line: int | None = None
    """A line of the page, from 1, as `outline` numbers them."""
    to: int | None = None
    """The last line, where it is several."""
    voice: str | None = None
    """Of a turn: the label of who speaks; empty where nobody could know, None where the page prints it."""
    labels: tuple[str, ...] = ()
    mark: MarkType | None = None
    """Of the editor's words: what they are; a gloss where nothing is said."""
    of: str | None = None
    """Of a withdrawal: the hint that no longer holds."""


class HintShown(Answer, frozen=True, kw_only=True):
    """A hint, for people."""

    id: str
    kind: str
    what: str
    """A sentence."""
    agent: str = ""
    time: str = ""
    act: str = ""
    reason: str = ""
    unfit: str = ""
    """Why it does not fit the page, empty where it does."""


class Mended(Answer, frozen=True, kw_only=True):
    """The answer of `mend`: what is said of the page now, and what reads otherwise by it."""

    source: str
    hints: tuple[HintShown, ...]
    """What this act said."""
    changes: tuple[TurnChange, ...] = ()
    kept: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    """Those that have a new revision."""
    act: str | None = None
    """None where it was only tried."""
    standing: str = ""
    """What the next act may expect."""


def mend(
    desk: Desk, name: str, sayings: Sequence[Saying], *, agent: str, reason: str = "", expected: str = "",
    dry_run: bool = False,
) -> Mended:  # fmt: skip
    """Says how a source is to be read, and reads it so: the transcripts get a new revision, in which turns keep their ids.

    `name` is a source or a transcript read from it; `expected` what stood when the person looked (`Outline.standing`).
    Raises NotFound for an unknown id or words that the page does not have, BadInput where they are on it more than once or
    nothing can be done with them, Conflict where somebody said something since, WrongUsage for an empty or odd saying.
    """
    if not sayings:
        raise WrongUsage("nothing was said of the reading", hint='say it: earwitness mend SOURCE --turn "the words"')
    if MOST < len(sayings):
        raise WrongUsage(f"these are {len(sayings)} things at once; {MOST} fit", hint="say them in parts")
    with looking(desk) if dry_run else writing(desk) as pen:
        source, transcript = source_of(desk, name)
        now = standing(desk, source)
        if expected and expected != now:
            raise _since(desk, source, expected, now)
        text = _text(desk, source)
        record = recorded(desk, source, Source)
        hints = [_hint(desk, saying, record, transcript, text) for saying in sayings if saying.kind != "withdrawn"]
        gone = [_withdrawal(desk, saying, record) for saying in sayings if saying.kind == "withdrawn"]
        renewed = renew(desk, source, more=hints, less=[each.of or "" for each in gone])
        for hint, why in renewed.unfit:
            if hint in hints:
                raise BadInput(f"{sentence(hint)}: that cannot be done, for {why}", hint="see how the page was read: "
                               f"earwitness mend {source}")  # fmt: skip
        act = None
        if pen is not None:
            subjects = [source, *renewed.subjects]
            act, _ = pen.act("mend", [*hints, *gone, *renewed.records], agent=agent, subjects=subjects, reason=reason)
        return Mended(
            source=source,
            hints=tuple(HintShown(id=hint.id, kind=hint.kind, what=sentence(hint)) for hint in (*hints, *gone)),
            changes=renewed.changes,
            kept=renewed.kept,
            transcripts=tuple(each.id for each in renewed.records if isinstance(each, Transcript)),
            act=act.id if act else None,
            standing=standing(desk, source),
        )


def source_of(desk: Desk, name: str) -> tuple[str, str | None]:
    """Returns the source whose bytes were read, and the transcript where one was named."""
    noun = finding.noun(desk, name)
    if noun == "source":
        return read_from(desk, name), None
    if noun in ("transcript", "turn", "speaker"):
        transcript = desk.archive.catalog.heads([split(name)[0]])[0]
        if transcript.source is not None:
            return read_from(desk, transcript.source), transcript.id
    raise WrongUsage(f"{name} is no source", hint="earwitness show names the sources of a conversation")


def standing(desk: Desk, source: str) -> str:
    """Returns what tells whether somebody acted on a source or what was read from it since."""
    catalog = desk.archive.catalog
    same = [each.id for each in catalog.sources_of_digest(catalog.source(source).digest)]
    read = [head.id for each in same for head in catalog.transcripts_from(each, with_turns=False)]
    acts = [act.sequence for id in (*same, *read) for act in catalog.acts(subject=id, newest_first=True, limit=1)]
    return str(max(acts, default=0))


def _since(desk: Desk, source: str, expected: str, now: str) -> Conflict:
    """Returns the error that says who said something of the source since a person looked."""
    if not expected.isdecimal():
        return Conflict("the form does not say what it was made on", expected=expected, found=now)
    catalog = desk.archive.catalog
    same = [each.id for each in catalog.sources_of_digest(catalog.source(source).digest)]
    read = [head.id for each in same for head in catalog.transcripts_from(each, with_turns=False)]
    acts = {act.sequence: act for id in (*same, *read) for act in catalog.acts(subject=id, after=int(expected))}
    told = "; ".join(f"{act.agent}, “{act.verb}” ({act.id})" for _, act in sorted(acts.items())[:5])
    return Conflict(
        f"somebody acted on {source} since you looked: {told}", expected=expected, found=now,
        hint="look at what stands now, then say it again if it still holds",
    )  # fmt: skip


def _text(desk: Desk, source: str) -> PageText:
    record = recorded(desk, source, Source)
    content = desk.archive.objects.read(record.digest)
    return page_text(content, name=record.path or record.url or source, reading=read_bytes(desk, record))


def _hint(desk: Desk, saying: Saying, source: Source, transcript: str | None, text: PageText) -> Hint:
    """Returns the hint that a saying comes to. Raises what is wrong with it."""
    anchor: Anchor | None = None
    labels = tuple(dict.fromkeys(label for each in saying.labels if (label := " ".join(each.split()))))
    if saying.kind in ANCHORED:
        if not saying.words.strip() and saying.line is None:
            raise WrongUsage(
                "say which words of the page are meant", hint="copy them from the page, or name a line: #12"
            )
        anchor = text.anchor(saying.words, line=saying.line, to=saying.to)
    elif saying.kind == "one voice" and len(labels) < 2:
        raise WrongUsage("two labels at least are one voice", hint="--one-voice Mom=Mother")
    elif not labels:
        raise WrongUsage("say which label is meant", hint="labels are as the page prints them")
    if saying.mark is not None and saying.mark not in MARK_TYPES:
        raise WrongUsage(f"“{saying.mark}” is no kind of mark", hint="marks: " + ", ".join(MARK_TYPES))
    voice = " ".join(saying.voice.split()) if saying.voice is not None else None
    return Hint(
        id=new_id("hint"), kind=saying.kind, source=source.id, digest=source.digest, url=source.url,
        transcript=transcript, anchor=anchor, labels=labels if anchor is None else (),
        voice=voice if saying.kind == "turn" else None,
        mark=(saying.mark or "gloss") if saying.kind == "editor" else None,
    )  # fmt: skip


def _withdrawal(desk: Desk, saying: Saying, source: Source) -> Hint:
    known = {each.hint.id for each in desk.archive.catalog.hints(source.digest, source.url)}
    if saying.of not in known:
        raise NotFound(
            f"nothing that was said of {source.id} is {saying.of}", hint=f"see what was: earwitness mend {source.id}"
        )
    return Hint(
        id=new_id("hint"), kind="withdrawn", source=source.id, digest=source.digest, url=source.url, of=saying.of
    )
