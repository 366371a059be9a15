"""CHAT written: each main line as it was printed where it still says what its turn says, else a new one.

What a line of CHAT cannot say (brackets and signs of its own among the words, a start without an end, a confidence)
is told in a tier of ours, `%xexact`: tiers that begin with x are free for everybody's use.
"""

from __future__ import annotations

import re

import msgspec

from ...model import Dossier, Mark, Transcript, Turn, Word
from ..signs import pieces, voices
from .chat_heads import NOBODY, TOGETHER, Heads
from .chat_line import BULLET, UNINTELLIGIBLE, UNTRANSCRIBED, said, timed_words, unfolded
from .tiers import iso_639_3, language_of

EXACT = "%xexact"

_UNFOLDED = re.compile(r"[\r\n]+(?![\t ])")
_TIER = re.compile(r"%\w+")
_PAUSE = re.compile(r"\.{1,3}|\d+(?:[.:]\d*)*")
_SAFE = str.maketrans({
    "[": "［", "]": "］", "(": "（", ")": "）", "<": "‹", ">": "›", "&": "＆", "@": "＠", "+": "＋", "_": " ", "^": " ",
    "*": "＊", "\n": " ", "\r": " ", "\t": " ", BULLET: " ", "•": "·",
})  # fmt: skip
"""Signs of CHAT's own, and what stands for them in a line; the tier of ours says what they were."""
_SPECIAL_ENDS = {"…?": "+..?", "—?": "+/?", "!?": "+!?", "…": "+...", "—": "+/."}


def file_of(dossier: Dossier) -> bytes:
    """Returns the file of a dossier's transcript."""
    transcript = dossier.transcripts[0]
    told = [(key, value) for key, value in transcript.extra if transcript.format == "chat"]
    header = [value for key, value in told if key == "header"]
    codes = _Codes(transcript, header)
    lines = list(codes.header(transcript, header, dossier.conversation.title))
    for turn in transcript.turns:
        lines += _block(turn, transcript, codes.of(turn))
    lines += [value for key, value in told if key == "footer"] if header else ["@End"]
    text = "".join(f"{line}\n" for line in lines)
    return (text.replace("\n", "\r\n") if ("line ends", "CRLF") in told else text).encode()


class _Codes:
    """The codes of the speakers: those of the header, and new ones for who is not in it."""

    def __init__(self, transcript: Transcript, header: list[str]) -> None:
        heads = Heads()
        heads.read(header)
        self._names = voices(transcript)
        self._speakers = {speaker.id: speaker for speaker in transcript.speakers}
        self._codes = {TOGETHER.join(who.labels): who.code for who in heads.participants.values()}
        for code, who in heads.participants.items():
            self._codes.setdefault(code, code if who.label == code else who.code)
        self._language = heads.languages[0] if heads.languages else iso_639_3(transcript.language or "und")
        self._taken = set(heads.participants) | {NOBODY}
        self._new: dict[str, tuple[str, str]] = {}
        self._nobody = False
        self._known = set(heads.participants)
        self._by: dict[tuple[str, ...], str] = {}
        printed = {
            (turn.speakers, turn.raw.partition(":")[0][1:])
            for turn in transcript.turns
            if transcript.format == "chat" and turn.raw and turn.raw.startswith("*")
        }
        for speakers, code in printed:
            # A speaker whom no header names is printed by the code.
            if len(speakers) == 1 and self._names.get(speakers[0]) == code:
                self._codes.setdefault(code, code)
        for turn in transcript.turns:
            self.of(turn)

    def of(self, turn: Turn) -> str:
        """Returns the code of who speaks."""
        if turn.speakers not in self._by:
            self._by[turn.speakers] = self._code(turn.speakers)
        return self._by[turn.speakers]

    def _code(self, speakers: tuple[str, ...]) -> str:
        if not speakers:
            self._nobody = NOBODY not in self._known
            return NOBODY
        names = [self._names.get(speaker, speaker) for speaker in speakers]
        name = TOGETHER.join(names)
        if name not in self._codes:
            self._codes[name] = self._fresh(name)
            role = next((one.role for one in (self._speakers.get(id) for id in speakers[:1]) if one), None)
            self._new[self._codes[name]] = (name, role or "Participant")
            for speaker in speakers if 1 < len(speakers) else ():
                self._code((speaker,))
        return self._codes[name]

    def _fresh(self, name: str) -> str:
        letters = "".join(letter for letter in name.upper() if letter.isascii() and letter.isalpha()) or "SPE"
        code, number = letters[:3], 1
        while code in self._taken:
            number += 1
            code = f"{letters[:3]}{number}"
        self._taken.add(code)
        return code

    def header(self, transcript: Transcript, header: list[str], title: str) -> list[str]:
        """Returns the records of the head: as they were, with those who are new in them."""
        new = [f"{code} {_name(name)} {_name(role)}" for code, (name, role) in self._new.items()]
        new += [f"{NOBODY} Unidentified"] if self._nobody else []
        ids = [
            f"@ID:\t{self._language}|earwitness|{code}|||||{_name(role)}|||" for code, (_, role) in self._new.items()
        ]
        ids += [f"@ID:\t{self._language}|earwitness|{NOBODY}|||||Unidentified|||"] if self._nobody else []
        if not header:
            named = [f"@Title:\t{' '.join(title.split())}"] if title else []
            head = ["@UTF8", "@Begin", f"@Languages:\t{self._language}", f"@Participants:\t{', '.join(new)}", *ids]
            return head + named
        lines: list[str] = []
        for record in header:
            if new and record.startswith("@Participants:"):
                lines += [", ".join([record.rstrip(), *new]), *ids]
                new = []
            else:
                lines.append(record)
        return lines


def _name(name: str) -> str:
    """Returns a name or a role as one word; a comma would end it."""
    return "_".join(name.replace(",", " ").split()) or "Participant"


def _block(turn: Turn, transcript: Transcript, code: str) -> list[str]:
    own = turn.extra if transcript.format == "chat" else ()
    lines = [_folded(value) for key, value in own if key == "before"]
    tiers = [(key, value) for key, value in own if _TIER.fullmatch(key) and key != EXACT]
    body, facts = _printed(turn, transcript, tiers)
    if body is None:
        tiers = [(key, value) for key, value in tiers if key != "%wor"]
        body = _composed(turn, transcript)
        if (wor := _timed(turn)) is not None:
            tiers.append(("%wor", wor))
        facts = _facts(body, transcript, tiers)
    lines.append(f"*{code}:\t{body}")
    lines += [f"{key}:\t{_folded(value)}" for key, value in tiers]
    if facts != (wanted := _wanted(turn)):
        names = ("text", "marks", "words", "start", "end", "language")
        exact = {name: value for name, value, found in zip(names, wanted, facts, strict=True) if value != found}
        lines.append(f"{EXACT}:\t{msgspec.json.encode(exact).decode()}")
    return lines


Facts = tuple[str, tuple[Mark, ...], tuple[Word, ...], int | None, int | None, str | None]


def _wanted(turn: Turn) -> Facts:
    return turn.text, turn.marks, turn.words, turn.start, turn.end, turn.language


def _facts(body: str, transcript: Transcript, tiers: list[tuple[str, str]]) -> Facts:
    """Returns what a reader will find in a line and its tiers."""
    line = said(unfolded(body))
    words = next((timed_words(line.text, value) for key, value in reversed(tiers) if key == "%wor"), ())
    end = None if line.start is not None and line.end is not None and line.end < line.start else line.end
    language = language_of(line.language) if line.language is not None else None
    return line.text, line.marks, words, line.start, end, None if language == transcript.language else language


def _printed(turn: Turn, transcript: Transcript, tiers: list[tuple[str, str]]) -> tuple[str | None, Facts]:
    """Returns the body as it was printed and what it says, None where it says the text no longer."""
    if transcript.format == "chat" and turn.raw and turn.raw.startswith("*"):
        body = turn.raw.partition(":")[2].lstrip(" \t")
        facts = _facts(body, transcript, tiers)
        wanted = _wanted(turn)
        # Times that a sound tier gave are in that tier still.
        if facts[3] is None and any(key in ("%snd", "%mov") for key, _ in tiers):
            facts = (*facts[:3], turn.start, turn.end, facts[5])
        if facts == wanted or _told_exactly(facts, wanted):
            return body, facts
    return None, ("", (), (), None, None, None)


def _told_exactly(facts: Facts, wanted: Facts) -> bool:
    """Says whether only what the main line never says differs: then the line stands, and the tier of ours tells it."""
    return facts[0] == wanted[0] and facts[1] == wanted[1] and facts[3] == wanted[3] and facts[5] == wanted[5]


def _folded(value: str) -> str:
    return _UNFOLDED.sub("\n\t", value.rstrip())


def _composed(turn: Turn, transcript: Transcript) -> str:
    """Returns the body of a new main line."""
    parts = [f"[- {iso_639_3(turn.language)}]"] if turn.language and turn.language != transcript.language else []
    line = ""
    apart = False
    for text, mark in pieces(turn):
        shown, empty = (_safe(text), False) if mark is None else (_signed(text, mark), mark.start == mark.end)
        if line and not line[-1].isspace() and (empty or (apart and text[:1].isalnum())):
            line += " "
        line += shown
        apart = empty
    line = " ".join(line.split())
    for sign, end in _SPECIAL_ENDS.items():
        if line.endswith(sign) and len(sign) < len(line):
            line = f"{line[: -len(sign)].rstrip()} {end}"
            break
    else:
        if line[-1:] in (".", "?", "!") and line[-2:-1].isalnum():
            line = f"{line[:-1]} {line[-1]}"
    parts.append(line or "0 .")
    if turn.start is not None:
        parts.append(f"{BULLET}{turn.start}_{turn.end if turn.end is not None else turn.start}{BULLET}")
    return " ".join(parts)


def _safe(text: str) -> str:
    return text.translate(_SAFE)


def _signed(text: str, mark: Mark) -> str:
    inside, words = _safe(text), _safe(mark.words)
    if mark.type == "gap":
        sign = "www" if words == UNTRANSCRIBED else "xxx"
        return sign if words in ("", UNINTELLIGIBLE, UNTRANSCRIBED) else f"{sign} [= {words}]"
    if mark.type == "unclear":
        return f"<{inside}> [{f'=? {words}' if words else '?'}]" if inside else "yyy"
    if mark.type == "supplied":
        return " ".join(f"({word})" for word in (inside or words).split(" ") if word)
    if mark.type == "pause":
        return f"({words})" if _PAUSE.fullmatch(words) else "(.)"
    if mark.type in ("vocal", "incident"):
        if inside:
            return f"<{inside}> [=! {words or mark.type}]"
        return f"[^ {words or mark.type}]" if mark.type == "incident" else f"&={'_'.join((words or mark.type).split())}"
    if mark.type == "gloss":
        return f"{inside} [= {words}]" if words else inside
    return f'<{inside}> ["]' if mark.type == "quote" and inside else inside


def _timed(turn: Turn) -> str | None:
    """Returns the `%wor` tier of a turn's words, None where none has both times."""
    timed = [word for word in turn.words if word.start is not None and word.end is not None]
    if not timed:
        return None
    return " ".join(
        f"{'_'.join(_safe(turn.text[word.first : word.last]).split()) or '0'} {BULLET}{word.start}_{word.end}{BULLET}"
        for word in timed
    )
