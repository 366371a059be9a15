"""`translate`: an engine puts the turns of a transcript into another language; what comes is one more version, told as a
machine's.

Turns go in batches, and each batch is kept before the next: who gives the same command again after a kill goes on where it
stopped. What cannot be believed (empty, a loop, not translated, turns lost) is an error, and nothing is filed. The archive is
locked only to file.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from ..engines.servers import Server
from ..engines.translate import Batch, Engine, Identity, Line, Said, Settings, Translator, engine_named
from ..engines.translate.carrying import signed
from ..engines.translate.rendering import HINT, render
from ..engines.translate.soundness import amiss_together, words_of
from ..engines.translate.stretches import stretches
from ..errors import EngineFailed, NotFound, WrongUsage
from ..identifiers import split, within
from ..language.detect import detect_transcript
from ..model import Transcript, Turn
from ..protect.gate import Gate, What
from ..tellings.kept import key_of
from . import finding
from .answers import Answer
from .desk import Desk, Progress, writing
from .filing import language_tag
from .linking import turns_of
from .phrasebook import Phrasebook
from .sending import Asked, Sending, ask_first
from .translated import RENDERING, since_mended, translation

VERSION = 1
"""Of how turns are cut and sent: what was kept by another is not gone on with."""


class Translated(Answer, frozen=True, kw_only=True):
    """The answer of `translate`."""

    transcript: str
    """The one that was translated."""
    conversation: str
    status: Literal["translated", "already", "planned"]
    """`already`: the same engine with the same settings translated the same revision before."""
    language: str | None
    to: str
    turns: int
    """How many the translation has."""
    sent: int
    """How many of them the engine is given; the others have no words, or are in that language already."""
    letters: int
    batches: int
    engine: str
    model: str
    version: str
    kept: int = 0
    """Batches that were translated before and had been kept."""
    translation: str | None = None
    doubts: int = 0
    settings: tuple[tuple[str, str], ...] = ()
    terms: tuple[str, ...] = ()
    """Words of the glossary that go along."""
    sent_to: str | None = None
    """The server elsewhere that the words went to, or would go to."""
    act: str | None = None


def translate(
    desk: Desk, id: str, *, to: str, agent: str, engine: str | None = None, model: str = "", url: str | None = None,
    language: str | None = None, turns: str | None = None, glossary: bool = True, device: str = "auto",
    compute_type: str = "default", beam_size: int = 4, patience: float = 300.0, again: bool = False, yes: bool = False,
    dry_run: bool = False, reason: str = "", asked: Asked | None = None, progress: Progress | None = None,
) -> Translated:  # fmt: skip
    """Has an engine translate a transcript (or the one whole version of a conversation), and files what it gave as a
    translation.

    `turns` (`3-20`) narrows it; `language` says what is spoken where the archive does not. `asked` asks the person before
    anything is sent elsewhere; `yes` says so beforehand. Raises NotFound, WrongUsage, MissingExtra, Refused where it would
    have to be sent elsewhere and may not, EngineFailed where what comes back is no translation.
    """
    chosen = engine_named(engine or _fitting(model, url))
    if url is not None and not chosen.served:
        raise WrongUsage(f"the engine {chosen.name} is no server", hint="leave out --url, or take --engine openai")
    if patience <= 0 or beam_size < 1:
        raise WrongUsage("patience is more than no seconds, and one rendering at least is followed")
    original = _original(desk, id)
    spoken = language_tag(language) if language else original.language
    settings = Settings(
        engine=chosen.name, to=language_tag(to), language=spoken, model=model, url=url, device=device,
        compute_type=compute_type, beam_size=beam_size, context=Settings.context if chosen.context else 0, patience=patience,
    )  # fmt: skip
    if spoken is not None and _primary(spoken) == _primary(settings.to):
        raise WrongUsage(f"{original.id} is in “{spoken}” already", hint="say another language: --to en")
    work = _Work(desk, original, _picked(desk, original, turns), chosen, settings, glossary=glossary)
    if not work.lines:
        raise WrongUsage("there is nothing to translate in these turns", hint="name turns with words: --turns 3-20")
    before = None if again else work.made_before()
    if before is not None:
        return work.answer("already", translation=before.id)
    if work.sending is not None:
        work.pass_gate()
        if not dry_run:
            ask_first(work.sending, yes=yes, asked=asked)
    if dry_run:
        return work.answer("planned")
    said = work.carry_out(progress)
    made, matches = translation(original, work.turns, said, key=work.key, settings=settings, identity=work.identity)
    with writing(desk) as pen:
        standing = None if again else work.made_before()
        if standing is not None:
            return work.answer("already", translation=standing.id)
        if not desk.archive.catalog.heads([original.id]):
            work.forget()
            raise NotFound(f"{original.id} went while it was being translated; nothing was filed")
        now = desk.archive.catalog.transcript(original.id)
        made = since_mended(made, work.turns, now) if now.revision != original.revision else made
        act, _ = pen.act(
            "translate", [made, *matches], agent=agent, reason=reason, settings=made.made_by or "",
            subjects=[made.id, original.id, original.conversation],
        )  # fmt: skip
    work.forget()
    return work.answer("translated", translation=made.id, doubts=len(made.doubts), act=act.id)


def _fitting(model: str, url: str | None) -> str:
    """Returns the engine that is meant where none is named. Raises WrongUsage where that is not plain."""
    if url is not None:
        return "openai" if model else "libretranslate"
    if model and Path(model).is_dir():
        return "ctranslate2"
    raise WrongUsage(
        "say what is to translate: there is no usual engine",
        hint="--url http://127.0.0.1:8080 --model NAME (a language model), --engine libretranslate --url …, or --model DIR",
    )


def _primary(language: str) -> str:
    return language.split("-")[0].lower()


def _original(desk: Desk, id: str) -> Transcript:
    """Returns the transcript that is meant. Raises WrongUsage where a conversation has several that are no translations."""
    named = finding.noun(desk, id)
    if named in ("transcript", "turn", "speaker"):
        return desk.archive.catalog.transcript(split(id)[0])
    heads = [
        head
        for head in desk.archive.catalog.transcripts_of(finding.conversation_of(desk, id), with_turns=False)
        if head.kind not in ("translation", "excerpt")
    ]
    if len(heads) != 1:
        raise WrongUsage(
            f"{id} has {len(heads)} versions that could be translated", hint="name the one that is meant by its own id"
        )
    return desk.archive.catalog.transcript(heads[0].id)


def _picked(desk: Desk, original: Transcript, turns: str | None) -> tuple[Turn, ...]:
    if turns is None:
        return original.turns
    wanted = {split(name)[1] for name in turns_of(desk, original.id, turns)}
    return tuple(turn for turn in original.turns if turn.id in wanted)


class _Work:
    """A transcript on its way into another language."""

    def __init__(
        self, desk: Desk, original: Transcript, turns: tuple[Turn, ...], engine: Engine, settings: Settings, *,
        glossary: bool,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._original = original
        self.turns = turns
        self._engine = engine
        self.settings = settings
        self.identity: Identity = engine.identity(settings)
        _, told = detect_transcript([turn.text for turn in original.turns], declared=settings.language)
        self._tongues = {turn.id: turn.language or other for turn, other in zip(original.turns, told, strict=True)}
        self.lines = {turn.id: line for turn in turns if (line := self._line(turn)) is not None}
        self._ids = list(self.lines)
        self._batches = stretches(list(self.lines.values()), engine)
        self._terms = Phrasebook(desk, language=settings.language, to=settings.to) if glossary else None
        self._kept = 0
        self.key = key_of(
            VERSION, original.id, original.revision, [turn.id for turn in turns], self._maker(),
            [[term.word, term.say] for term in self._all_terms()],
        )  # fmt: skip
        self.sending: Sending | None = None
        server = self._server()
        if server is not None:
            # It is reached where it was found when it was asked about, and nowhere else.
            self.settings = replace(settings, addresses=server.addresses)
            self.sending = Sending(
                what=f"the words of {len(self.lines)} turns", to=server.url, addresses=server.addresses,
                subjects=(original.id,),
            ) if server.elsewhere else None  # fmt: skip

    def _maker(self) -> list[object]:
        return [
            self._engine.name,
            self.identity.model,
            self.identity.version,
            self.identity.print,
            self.settings.told(),
        ]

    def _line(self, turn: Turn) -> Line | None:
        """Returns a turn as the engine gets it; None where it has no words, or is in the language that is wanted."""
        if not words_of(turn.text) and not any(letter.isdigit() for letter in turn.text):
            return None
        language = self._tongues[turn.id]
        if language is not None and _primary(language) == _primary(self.settings.to):
            return None
        labels = {speaker.id: speaker.labels[0] for speaker in self._original.speakers if speaker.labels}
        voices = [labels[speaker] for speaker in turn.speakers if speaker in labels]
        return Line(
            text=signed(turn, signs=self._engine.signs), voice=", ".join(voices), number=turn.number,
            language=language if language != self.settings.language else None,
        )  # fmt: skip

    def _server(self) -> Server | None:
        if not self._engine.served:
            return None
        from ..engines.servers import find

        return find(self.identity.print or self.settings.url or "", path="/")

    def _all_terms(self) -> tuple[Said, ...]:
        return self._terms.said_in(list(self.lines.values())) if self._terms is not None else ()

    def pass_gate(self) -> None:
        """Returns where these words may go to an engine elsewhere as things stand. Raises Refused, NotFound where they are
        gone.
        """
        catalog = self._desk.archive.catalog
        now = catalog.transcript(self._original.id)
        what = What(
            conversations=(catalog.conversation(now.conversation).conversation,),
            sources=finding.same_words(self._desk, now),
            transcripts=(now,),
            recordings=finding.heard_on(self._desk, now),
            turns=frozenset(within(now.id, turn) for turn in self._ids),
        )
        Gate().pass_or_refuse("engine", what)

    def made_before(self) -> Transcript | None:
        """Returns the translation that came of the same work and still stands."""
        heads = self._desk.archive.catalog.transcripts_of(self._original.conversation, with_turns=False)
        return next((head for head in heads if dict(head.extra).get(RENDERING) == self.key), None)

    def carry_out(self, progress: Progress | None) -> dict[str, str]:
        """Returns the engine's words by the ids of turns; what was kept is not asked for again."""
        translator: Translator | None = None
        texts: list[str] = []
        lines = [line for batch in self._batches for line in batch]
        for number, batch_lines in enumerate(self._batches):
            context = self.settings.context
            done = list(zip(lines, texts, strict=False))
            batch = Batch(
                lines=batch_lines, before=tuple(done[-context:] if context else ()),
                terms=self._terms.said_in(batch_lines) if self._terms is not None else (),
            )  # fmt: skip
            name, key = self._name(number), key_of(self.key, batch)
            said = self._desk.kept.get("translating", name, key, tuple[str, ...])
            if said is None or len(said) != len(batch_lines):
                if self.sending is not None:
                    self.pass_gate()  # somebody may have closed it since
                if translator is None:
                    translator = self._engine.load(self.settings, self.identity)
                said = render(translator, batch, self.settings)
                self._desk.kept.put("translating", name, key, said)
            else:
                self._kept += 1
            texts += said
            if progress is not None:
                progress("translate", len(texts), len(lines), f"turn {batch_lines[-1].number}")
        why = amiss_together([line.text for line in lines], texts, language=self.settings.language, to=self.settings.to)
        if why:
            self.forget()
            raise EngineFailed(f"{self._original.id}: {why}", hint=HINT)
        return dict(zip(self._ids, texts, strict=True))

    def _name(self, number: int) -> str:
        return f"{self.key} {number}"

    def forget(self) -> None:
        """Lets go of what was kept on the way."""
        self._desk.kept.drop("translating", [self._name(number) for number in range(len(self._batches))])

    def answer(
        self, status: Literal["translated", "already", "planned"], *, translation: str | None = None, doubts: int = 0,
        act: str | None = None,
    ) -> Translated:  # fmt: skip
        return Translated(
            transcript=self._original.id, conversation=self._desk.archive.catalog.canonical(self._original.conversation),
            status=status, language=self.settings.language, to=self.settings.to, turns=len(self.turns),
            sent=len(self.lines), letters=sum(len(line.text) for line in self.lines.values()),
            batches=len(self._batches), engine=self._engine.name, model=self.identity.model,
            version=self.identity.version, kept=self._kept, translation=translation, doubts=doubts,
            settings=self.settings.told(), terms=tuple(term.word for term in self._all_terms()),
            sent_to=self.sending.to if self.sending is not None else None, act=act,
        )  # fmt: skip
