"""Reissues: timed text printed again, a paragraph mended in its place or a document made anew."""

from __future__ import annotations

import re
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from ...model import Transcript, Turn
from ...times import Ms
from ..signs import voices, with_signs
from .paragraphs import Paragraphs

_METADATA = "http://www.w3.org/ns/ttml#metadata"
_TAG = re.compile(r"<(?P<tag>(?:[\w.-]+:)?p)(?=[\s/>])(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>", re.DOTALL)
_TIMES = re.compile(r"\s+(?:begin|end|dur)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_AGENT = re.compile(r"\s+(?:[\w.-]+:)?agent\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_HEAD = re.compile(r"<((?:[\w.-]+:)?)head\b[^<>]*(?<!/)>")
_BODY = re.compile(r"<((?:[\w.-]+:)?)body\b")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_SPACED = re.compile(r"[ \t]{2}|\t|^\s|\s$|[^\S\n]\n|\n\s")


class Cast:
    """The voices of a transcript and the agents of a document, side by side."""

    def __init__(self, transcript: Transcript, paragraphs: Paragraphs | None = None) -> None:
        self.labels = voices(transcript)
        self._old = {one.id: one.labels[0] for one in paragraphs.casting.speakers} if paragraphs is not None else {}
        self._agents = {name: id for id, name in paragraphs.names.items()} if paragraphs is not None else {}
        for label in self._old.values():
            self._agents.setdefault(label, label)  # an agent that the head does not tell of is its own name
        self._taken = set(paragraphs.names) if paragraphs is not None else set()
        self._new: dict[str, str] = {}

    def same(self, turn: Turn, old: Turn) -> bool:
        """Says whether a turn says what the paragraph said that it was read from."""
        return (
            self.same_text(turn, old) and (turn.start, turn.end) == (old.start, old.end) and self.same_voice(turn, old)
        )

    def same_text(self, turn: Turn, old: Turn) -> bool:
        words = [(word, self.labels.get(word.speaker or "")) for word in turn.words]
        said = [(word, self._old.get(word.speaker or "")) for word in old.words]
        bare = [(word.first, word.last, word.start, word.end, label) for word, label in words]
        return (turn.text, turn.marks) == (old.text, old.marks) and bare == [
            (word.first, word.last, word.start, word.end, label) for word, label in said
        ]

    def same_voice(self, turn: Turn, old: Turn) -> bool:
        return [self.labels.get(id, id) for id in turn.speakers] == [self._old.get(id, id) for id in old.speakers]

    def agents(self, ids: tuple[str, ...]) -> str:
        """Returns the ids of the agents that these voices are, made where the document has none."""
        found = []
        for id in ids:
            label = self.labels.get(id, id)
            agent = self._agents.get(label)
            if agent is None:
                agent = id
                while agent in self._taken:
                    agent = f"{agent}_"
                self._taken.add(agent)
                self._agents[label] = self._new[label] = agent
            found.append(agent)
        return " ".join(found)

    def told(self) -> list[str]:
        """Returns the elements that tell of the agents made."""
        return [
            f'<ttm:agent xml:id={quoteattr(id)} type="person"><ttm:name type="full">{plain(label)}</ttm:name></ttm:agent>'
            for label, id in self._new.items()
        ]

    def introduced(self, text: str) -> str:
        """Returns the document with the agents made told of in its head."""
        if not self._new:
            return text
        agents = "".join(self.told())
        if (head := _HEAD.search(text)) is not None:
            told = f'<{head[1]}metadata xmlns:ttm="{_METADATA}">{agents}</{head[1]}metadata>'
            return text[: head.end()] + told + text[head.end() :]
        if (body := _BODY.search(text)) is not None:
            mark = body[1]
            told = f'<{mark}head><{mark}metadata xmlns:ttm="{_METADATA}">{agents}</{mark}metadata></{mark}head>'
            return text[: body.start()] + told + text[body.start() :]
        return text


def tag_of(cue: str | None) -> str:
    """Returns the tag of a paragraph as printed, prefix and all."""
    opened = _TAG.match(cue or "")
    return opened["tag"] if opened is not None else "p"


def plain(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def clock(time: Ms) -> str:
    """Returns `hh:mm:ss.mmm`."""
    seconds, rest = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def _times(turn: Turn, base: Fraction | None) -> str:
    """Returns the attributes that say when a turn is shown, counted from a base; what is not known is left out."""
    from_ = round(base or 0)
    told = (("begin", turn.start), ("end", turn.end))
    return "".join(f' {key}="{clock(max(0, time - from_))}"' for key, time in told if time is not None)


def _inner(turn: Turn, cast: Cast, mark: str = "") -> str:
    """Returns the words of a turn, spans for those that have times or voices of their own."""
    if turn.marks:
        return _broken(with_signs(turn), mark)
    line = ""
    place = 0
    for word in turn.words:
        within = turn.start is not None and word.start is not None and turn.start <= word.start
        if word.first < place or word.last <= word.first or not (within or word.speaker):
            continue
        told = ""
        if within:
            times = (("begin", word.start), ("end", word.end))
            told = "".join(f' {key}="{clock(max(0, at - (turn.start or 0)))}"' for key, at in times if at is not None)
        if word.speaker:
            told += f' ttm:agent={quoteattr(cast.agents((word.speaker,)))} xmlns:ttm="{_METADATA}"'
        line += _broken(turn.text[place : word.first], mark)
        line += f"<{mark}span{told}>{_broken(turn.text[word.first : word.last], mark)}</{mark}span>"
        place = word.last
    return line + _broken(turn.text[place:], mark)


def _broken(text: str, mark: str) -> str:
    return plain(text).replace("\n", f"<{mark}br/>")


def cue_anew(turn: Turn, cast: Cast, base: Fraction | None = None, tag: str = "p") -> str:
    """Returns a paragraph for a turn that has none."""
    told = _times(turn, base)
    if turn.speakers:
        told += f' xmlns:ttm="{_METADATA}" ttm:agent={quoteattr(cast.agents(turn.speakers))}'
    if turn.language:
        told += f" xml:lang={quoteattr(turn.language)}"
    if _SPACED.search(turn.text):
        told += ' xml:space="preserve"'
    mark = tag.rpartition(":")[0]
    return f"<{tag}{told}>{_inner(turn, cast, f'{mark}:' if mark else '')}</{tag}>"


def cue_mended(turn: Turn, old: Turn, cast: Cast, base: Fraction) -> str:
    """Returns the paragraph as printed, with what changed in it changed."""
    raw = turn.raw or ""
    opened = _TAG.match(raw)
    if opened is None:
        return cue_anew(turn, cast, base)
    tag, attributes = opened["tag"], opened["attributes"]
    inner = "" if attributes.endswith("/") else raw[opened.end() : raw.rindex("</")]
    attributes = attributes.removesuffix("/").rstrip()
    if (turn.start, turn.end) != (old.start, old.end):
        attributes = _TIMES.sub("", attributes) + _times(turn, base)
    if not cast.same_voice(turn, old):
        attributes = _AGENT.sub("", attributes)
        if turn.speakers:
            attributes += f' xmlns:ttm="{_METADATA}" ttm:agent={quoteattr(cast.agents(turn.speakers))}'
            attributes = re.sub(r'( xmlns:ttm="[^"]*")(?=.* xmlns:ttm=")', "", attributes, flags=re.DOTALL)
    if not cast.same_text(turn, old):
        mark = tag.rpartition(":")[0]
        inner = _inner(turn, cast, f"{mark}:" if mark else "")
    return f"<{tag}{attributes}>{inner}</{tag}>"


def document_anew(transcript: Transcript, title: str) -> str:
    """Returns a plain document: its title and voices, one division, a paragraph a turn."""
    cast = Cast(transcript)
    cues = [f"      {cue_anew(turn, cast)}\n" for turn in transcript.turns]
    cues = [cue.replace(f' xmlns:ttm="{_METADATA}"', "") for cue in cues]
    told = [f"<ttm:title>{plain(title)}</ttm:title>"] if title else []
    told += cast.told()
    head = "".join(f"      {one}\n" for one in told)
    if head:
        head = f"  <head>\n    <metadata>\n{head}    </metadata>\n  </head>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="{_METADATA}" xml:lang={quoteattr(transcript.language or "")}>\n'
        f"{head}  <body>\n    <div>\n{''.join(cues)}    </div>\n  </body>\n</tt>\n"
    )
