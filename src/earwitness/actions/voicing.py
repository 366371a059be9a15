"""`speaker`: who a voice is, everywhere at once in a transcript, or in every version of the conversation.

Labels as printed stay known: a renamed voice is still found by the old one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..errors import Conflict, NotFound, WrongUsage
from ..identifiers import split, within
from ..model import Record, Speaker, Statement, Transcript
from . import finding
from .amending import Amending
from .answers import Answer
from .correcting import RevisionMade, amending_of, held_back, same, write
from .describing import values
from .desk import Desk, writing
from .edits import Voices
from .outcomes import TurnChange
from .rebasing import differences
from .rereading import looking

VERB = "speaker"


class Voiced(Answer, frozen=True, kw_only=True):
    """The answer of `speaker`."""

    speaker: str
    """The voice by its id, now: after a merge the one that it became, after a split the one that the turns became."""
    transcripts: tuple[RevisionMade, ...]
    """Those that have a new revision."""
    changes: tuple[TurnChange, ...] = ()
    messages: tuple[str, ...] = ()
    act: str | None = None
    """None where nothing was to be changed, or it was only tried."""


class _Change(Struct, frozen=True, kw_only=True):
    label: str | None
    role: str | None
    relation: str | None
    into: str | None
    turns: tuple[str, ...]


def speaker(
    desk: Desk, name: str, *, agent: str, label: str | None = None, role: str | None = None, relation: str | None = None,
    into: str | None = None, turns: Sequence[str] = (), everywhere: bool = False, revision: int | None = None,
    reason: str = "", dry_run: bool = False,
) -> Voiced:  # fmt: skip
    """Says who a voice (`t4f9k2mq7x1.p1`) is: its label, role and relation; that it is another voice of the transcript
    (`into`, an id or label); or that these turns of it are said by another one (`turns` with `into`).

    `everywhere` does the same in every version of the conversation that has a voice of the same label. `revision` is that in
    which the person looked. Raises NotFound for an unknown voice or turn, Conflict where somebody changed the voice since,
    WrongUsage where nothing is said or a label is another voice's.
    """
    if label is None and role is None and relation is None and into is None:
        raise WrongUsage("nothing was said of the voice", hint="earwitness speaker t4f9k2mq7x1.p1 --label Mother")
    if label is not None and (into is not None or not label.strip()):
        raise WrongUsage("a voice that is another one has its label", hint="name it afterwards")
    if turns and into is None:
        raise WrongUsage("say whose turns they are", hint="--turn T.7 --into LABEL")
    if turns and everywhere:
        raise WrongUsage("turns are of one version", hint="leave out --everywhere")
    change = _Change(
        label=" ".join(label.split()) if label is not None else None, role=role, relation=relation, into=into,
        turns=tuple(turns),
    )  # fmt: skip
    with looking(desk) if dry_run else writing(desk) as pen:
        catalog = desk.archive.catalog
        if finding.noun(desk, name) != "speaker":
            raise WrongUsage(f"{name} is no voice", hint="voices are named like t4f9k2mq7x1.p1: earwitness show --json")
        transcript, local = split(name)
        now = catalog.recorded(transcript)
        if revision is not None and revision != now.revision:
            _still_so(catalog.transcript(transcript, revision), now, str(local))
        labels = next(each.labels for each in now.speakers if each.id == local)
        told: list[str] = []
        records: list[Record] = []
        revisions: list[tuple[Transcript, Transcript]] = []
        became = name
        for home in _homes(desk, now) if everywhere else (now,):
            id = local if home.id == transcript else _counterpart(home, labels)
            if id is None:
                told.append(f"{home.id} has no one voice called {' or '.join(labels) or local}: it stays as it is")
                continue
            amending = amending_of(desk, home)
            try:
                own = _changed(amending, home, str(id), change, told)
            except (NotFound, WrongUsage) as error:
                if home.id == transcript:
                    raise
                told.append(f"{home.id} stays as it is: {error.message}")
                continue
            became = within(home.id, own) if home.id == transcript else became
            records += _stated(desk, within(home.id, own), change)
            records += held_back(amending.stricter)
            if not same(home, after := amending.amended()):
                revisions.append((home, after))
        made, act = [after for _, after in revisions], None
        if pen is not None and (made or records):
            if made:
                act, made = write(pen, made, agent=agent, reason=reason, verb=VERB, records=records)
            else:
                subjects = [split(each.subject)[0] for each in records if isinstance(each, Statement)]
                act = pen.act(VERB, records, agent=agent, subjects=subjects, reason=reason)[0].id
        return Voiced(
            speaker=became,
            transcripts=tuple(RevisionMade(transcript=each.id, revision=each.revision) for each in made),
            changes=tuple(each for before, after in revisions for each in differences(before.turns, after.turns)),
            messages=tuple(told),
            act=act,
        )


def _changed(amending: Amending, home: Transcript, id: str, change: _Change, told: list[str]) -> str:
    """Carries the change out in one transcript; returns the local id of the voice that it is about from now on."""
    own = next(each for each in amending.speakers if each.id == id)
    called = own.labels[0] if own.labels else id
    if change.label is not None:
        other = next((each for each in amending.speakers if each.id != id and change.label in each.labels), None)
        if other is not None:
            raise WrongUsage(
                f"{change.label} is another voice of {home.id}, {other.id}",
                hint=f"if they are one: earwitness speaker {within(home.id, id)} --into {other.id}",
            )
        labels = tuple(dict.fromkeys((change.label, *own.labels)))
        if labels != own.labels:
            amending.rename([replace(each, labels=labels) if each.id == id else each for each in amending.speakers])
            told.append(f"{called} is called {change.label} in {home.id}")
    if change.into is None:
        return id
    if change.turns:
        other_id = amending.voice(change.into)
        if other_id == id:
            raise WrongUsage(f"{change.into} is that voice already", hint="name another one")
        for turn in change.turns:
            speaks = amending.turn(turn).speakers
            if id not in speaks:
                raise WrongUsage(f"{called} does not say {turn}", hint=f"earwitness correct {turn} --speaker LABEL")
            amending.amend(Voices(turn=turn, speakers=tuple(other_id if each == id else each for each in speaks)))
        told.append(f"{len(change.turns)} of the turns of {called} are said by {change.into} in {home.id}")
        return other_id
    known = {each.id for each in amending.speakers}
    other_id = amending.voice(change.into)
    if other_id not in known:
        raise NotFound(
            f"{home.id} has no voice {change.into}", hint="name it by its id or label; to call a voice so: --label"
        )
    if other_id == id:
        raise WrongUsage(f"{change.into} is that voice already", hint="name another one")
    other = next(each for each in amending.speakers if each.id == other_id)
    one = replace(
        other, labels=tuple(dict.fromkeys((*other.labels, *own.labels))), role=other.role or own.role,
        relation=other.relation or own.relation,
    )  # fmt: skip
    amending.rename(
        [one if each.id == other_id else each for each in amending.speakers if each.id != id], {id: other_id}
    )
    told.append(f"{called} is {other.labels[0] if other.labels else other_id} in {home.id}")
    return other_id


def _stated(desk: Desk, subject: str, change: _Change) -> list[Record]:
    """Returns the statements of a voice's role and relation, where they say something new."""
    said = {field: value for field in ("role", "relation") if (value := getattr(change, field)) is not None}
    if not said:
        return []
    stands = {each.field: each.value for each in desk.archive.catalog.statements(subject)}
    return [
        Statement(subject=subject, field=field, value=value, origin="person")
        for field, value in values("speaker", said).items()
        if stands.get(field) != value
    ]


def _homes(desk: Desk, now: Transcript) -> list[Transcript]:
    catalog = desk.archive.catalog
    home = catalog.canonical(now.conversation)
    return [catalog.recorded(each.id) for each in catalog.transcripts_of(home, with_turns=False)]


def _counterpart(home: Transcript, labels: Sequence[str]) -> str | None:
    """Returns the one voice that has any of these labels, None where there is none or several have."""
    wanted = {label.casefold() for label in labels}
    found = [each.id for each in home.speakers if wanted & {label.casefold() for label in each.labels}]
    return found[0] if len(found) == 1 else None


def _still_so(base: Transcript, now: Transcript, local: str) -> None:
    """Raises Conflict where somebody changed the voice since."""

    def told(voice: Speaker | None) -> str:
        return ", ".join(voice.labels) or voice.id if voice is not None else "no such voice"

    before, after = (next((each for each in one.speakers if each.id == local), None) for one in (base, now))
    if before is None or after is None or before.labels != after.labels:
        raise Conflict(
            f"the voice {within(now.id, local)} was changed since revision {base.revision}",
            expected=told(before), found=told(after),
            hint="look at the voices that stand now: earwitness show " + now.id,
        )  # fmt: skip
