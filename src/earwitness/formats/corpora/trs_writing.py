"""Transcriber written: the document that was read with what changed in its place, or a new one."""

from __future__ import annotations

from ...model import Dossier, Mark, Transcript, Turn
from ..markup import quoted
from ..signs import voices
from .tiers import iso_639_3
from .trs_events import talk_of, with_events

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n'

Facts = tuple[tuple[str, ...], str, tuple[Mark, ...], int | None, int | None]


def facts(transcript: Transcript) -> list[Facts]:
    """Returns what the document must say of each turn."""
    names = voices(transcript)
    return [
        (tuple(names.get(id, id) for id in turn.speakers), turn.text, turn.marks, turn.start, turn.end)
        for turn in transcript.turns
    ]


def patched(transcript: Transcript) -> bytes | None:
    """Returns the document that the transcript was read from with the words of its turns; None where it was not."""
    footer = next((value for key, value in transcript.extra if key == "footer"), None)
    if transcript.format != "trs" or footer is None:
        return None
    parts: list[str] = []
    for turn in transcript.turns:
        before = next((value for key, value in turn.extra if key == "before"), None)
        if before is None or turn.raw is None:
            return None
        parts += [before, turn.raw if _says(turn) else with_events(turn.text, turn.marks)]
    return "".join([*parts, footer]).encode()


def _says(turn: Turn) -> bool:
    """Says whether the stretch as printed says what the turn says."""
    text, marks, _ = talk_of(turn.raw or "").told()
    return (text, marks) == (turn.text, turn.marks)


def composed(dossier: Dossier) -> bytes:
    """Returns a new document: one section, a turn for each turn; who speak in the same time share one."""
    transcript = dossier.transcripts[0]
    names = voices(transcript)
    ids = {speaker.id: f"spk{number}" for number, speaker in enumerate(transcript.speakers, 1)}
    media = next((value for key, value in transcript.extra if key == "media"), "")
    attributes = [("scribe", transcript.made_by or ""), ("audio_filename", media), ("version", "1")]
    if transcript.language:
        attributes.append(("xml:lang", iso_639_3(transcript.language)))
    lines = ["<Trans" + "".join(f" {key}={quoted(value)}" for key, value in attributes) + ">", "<Speakers>"]
    lines += [f"<Speaker id={quoted(id)} name={quoted(names[voice])}/>" for voice, id in ids.items()]
    title = dossier.conversation.title or transcript.title or ""
    starts = [turn.start for turn in transcript.turns if turn.start is not None]
    ends = [turn.end for turn in transcript.turns if turn.end is not None]
    span = f'startTime="{_seconds(min(starts, default=0))}" endTime="{_seconds(max(ends, default=0))}"'
    lines += ["</Speakers>", f"<Episode program={quoted(title)}>" if title else "<Episode>"]
    lines.append(f'<Section type="report" {span}>')
    for turns in _together(transcript):
        lines += _turn(turns, ids)
    return (HEAD + "\n".join([*lines, "</Section>", "</Episode>", "</Trans>"]) + "\n").encode()


def _together(transcript: Transcript) -> list[list[Turn]]:
    """Returns the turns in groups: one voice each, in the same time."""
    groups: list[list[Turn]] = []
    for turn in transcript.turns:
        group = groups[-1] if groups else []
        alike = group and turn.start is not None and (group[0].start, group[0].end) == (turn.start, turn.end)
        single = len(turn.speakers) == 1 and all(len(one.speakers) == 1 for one in group)
        if alike and single and turn.speakers[0] not in {one.speakers[0] for one in group}:
            group.append(turn)
        else:
            groups.append([turn])
    return groups


def _turn(turns: list[Turn], ids: dict[str, str]) -> list[str]:
    speakers = " ".join(ids.get(voice, voice) for turn in turns for voice in turn.speakers)
    start, end = _seconds(turns[0].start), _seconds(turns[0].end)
    who = f" speaker={quoted(speakers)}" if speakers else ""
    lines = [f'<Turn{who} startTime="{start}" endTime="{end}">', f'<Sync time="{start}"/>']
    for number, turn in enumerate(turns, 1):
        if 1 < len(turns):
            lines.append(f'<Who nb="{number}"/>')
        lines.append(with_events(turn.text, turn.marks))
    return [*lines, "</Turn>"]


def _seconds(time: int | None) -> str:
    """Returns milliseconds as seconds; nothing where the time is not known."""
    if time is None:
        return ""
    whole, rest = divmod(time, 1000)
    return f"{whole}.{rest:03}".rstrip("0").rstrip(".")
