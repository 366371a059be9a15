"""A translation model on this machine, as CTranslate2 reads it: a folder, from OPUS-MT, NLLB, M2M-100, MADLAD or Argos.

The folder holds `model.bin`, its vocabulary, and what cuts words into pieces: SentencePiece models (`source.spm`,
`sentencepiece.model`…) or a `tokenizer.json`. Which language is meant is told as the model wants it, which its vocabulary
shows. Nothing is fetched. Such models are made for single sentences, so each sentence of a turn is translated for itself.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from msgspec import Struct

from ...digests import sha256
from ...errors import BadInput, EngineFailed, MissingExtra, NotFound, WrongUsage
from .engine import Batch, Identity, Settings

EXTRA = "translate"
PIECES = ("source.spm", "sentencepiece.bpe.model", "sentencepiece.model", "spiece.model", "spm.model")
"""SentencePiece models of the source, by the names that they come under; the first that is there."""
TARGETS = ("target.spm",)
END = "</s>"
LONGEST = 256
"""Pieces of a sentence that go in at once; a longer one is cut at a comma or a space."""
MOST = 512
"""Pieces that may come out."""
_SENTENCE = re.compile(r"(?<=[.!?…])[\"'»”)]*\s+(?=\S)")
_NLLB = {
    "ar": "arb_Arab", "be": "bel_Cyrl", "bg": "bul_Cyrl", "cs": "ces_Latn", "da": "dan_Latn", "de": "deu_Latn",
    "el": "ell_Grek", "en": "eng_Latn", "es": "spa_Latn", "et": "est_Latn", "fa": "pes_Arab", "fi": "fin_Latn",
    "fr": "fra_Latn", "he": "heb_Hebr", "hr": "hrv_Latn", "hu": "hun_Latn", "hy": "hye_Armn", "it": "ita_Latn",
    "ja": "jpn_Jpan", "ka": "kat_Geor", "kk": "kaz_Cyrl", "ko": "kor_Hang", "lt": "lit_Latn", "lv": "lvs_Latn",
    "mk": "mkd_Cyrl", "nb": "nob_Latn", "nl": "nld_Latn", "pl": "pol_Latn", "pt": "por_Latn", "ro": "ron_Latn",
    "ru": "rus_Cyrl", "sk": "slk_Latn", "sl": "slv_Latn", "sr": "srp_Cyrl", "sv": "swe_Latn", "tr": "tur_Latn",
    "uk": "ukr_Cyrl", "vi": "vie_Latn", "zh": "zho_Hans",
}  # fmt: skip


def identity(settings: Settings) -> Identity:
    """Returns which model it is. Raises MissingExtra, WrongUsage where none is named, NotFound where there is none."""
    try:
        library = f"ctranslate2 {version('ctranslate2')}"
    except PackageNotFoundError as error:
        raise MissingExtra(EXTRA, "translating on this machine") from error
    if not settings.model:
        raise WrongUsage("say which model is to translate", hint="--model DIR, a folder that has its model.bin")
    folder = Path(settings.model)
    inner = folder / "model" if (folder / "model" / "model.bin").is_file() else folder  # as Argos packs it
    missing = [name for name in ("model.bin", "config.json") if not (inner / name).is_file()]
    if "model.bin" in missing or not _vocabularies(inner):
        raise NotFound(
            f"{folder} holds no translation model of CTranslate2: {', '.join(missing) or 'its vocabulary'} is not there",
            hint="name the folder that has model.bin; Earwitness downloads none", path=str(folder),
        )  # fmt: skip
    if _cutter(folder, inner) is None:
        raise NotFound(
            f"{folder} holds nothing that cuts words into pieces",
            hint="put its tokenizer.json, source.spm or sentencepiece.model beside model.bin", path=str(folder),
        )  # fmt: skip
    return Identity(model=folder.name, version=library, print=_print_of(inner), path=str(folder.absolute()))


def _vocabularies(inner: Path) -> list[Path]:
    return sorted(path for path in inner.glob("*vocabulary.*") if path.suffix in (".json", ".txt"))


def _cutter(folder: Path, inner: Path) -> Path | None:
    names = (*PIECES, "tokenizer.json")
    return next((home / name for name in names for home in (inner, folder) if (home / name).is_file()), None)


def _print_of(folder: Path) -> str:
    """Returns a short digest of a model's description and of the sizes of its files: another model has another."""
    sizes = sorted((path.name, path.stat().st_size) for path in folder.iterdir() if path.is_file())
    config = folder / "config.json"
    return sha256((config.read_bytes() if config.is_file() else b"") + repr(sizes).encode())[:12]


def load(settings: Settings, identity: Identity) -> CTranslate2:
    """Returns the model, ready to translate. Takes seconds. Raises MissingExtra, BadInput where it cannot be read."""
    try:
        import ctranslate2
    except ImportError as error:
        raise MissingExtra(EXTRA, "translating on this machine") from error
    folder = Path(identity.path)
    inner = folder / "model" if (folder / "model" / "model.bin").is_file() else folder
    try:
        model = ctranslate2.Translator(str(inner), device=settings.device, compute_type=settings.compute_type)
    except (OSError, RuntimeError, ValueError, LookupError) as error:
        raise BadInput(f"the model in {folder} cannot be loaded: {error}", path=str(folder)) from error
    config = inner / "config.json"
    try:
        told = json.loads(config.read_bytes()) if config.is_file() else {}
        words = frozenset(word for path in _vocabularies(inner) for word in _words(path))
    except (OSError, ValueError) as error:
        raise BadInput(f"the model in {folder} cannot be read: {error}", path=str(folder)) from error
    return CTranslate2(model, _pieces(folder, inner), words, told, identity)


def _words(path: Path) -> list[str]:
    if path.suffix == ".json":
        return [str(word) for word in json.loads(path.read_bytes())]
    return path.read_text("utf-8").splitlines()


class Pieces(Struct, frozen=True):
    """What cuts a text into pieces and puts pieces together."""

    cut: Callable[[str], list[str]]
    join: Callable[[Sequence[str]], str]


def _pieces(folder: Path, inner: Path) -> Pieces:
    cutter = _cutter(folder, inner)
    assert cutter is not None
    if cutter.name == "tokenizer.json":
        return _tokenizer(cutter)
    try:
        import sentencepiece
    except ImportError as error:
        raise MissingExtra(EXTRA, f"reading {cutter.name}") from error
    target = next((cutter.parent / name for name in TARGETS if (cutter.parent / name).is_file()), cutter)
    try:
        ours = sentencepiece.SentencePieceProcessor(model_file=str(cutter))
        theirs = sentencepiece.SentencePieceProcessor(model_file=str(target))
    except (OSError, RuntimeError) as error:
        raise BadInput(f"{cutter} cannot be read: {error}", path=str(cutter)) from error
    return Pieces(lambda text: ours.encode(text, out_type=str), lambda pieces: theirs.decode_pieces(list(pieces)))


def _tokenizer(path: Path) -> Pieces:
    try:
        import tokenizers
    except ImportError as error:
        raise MissingExtra(EXTRA, f"reading {path.name}") from error
    try:
        found = tokenizers.Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises bare exceptions
        raise BadInput(f"{path} cannot be read: {error}", path=str(path)) from error

    def join(pieces: Sequence[str]) -> str:
        numbers = [number for piece in pieces if (number := found.token_to_id(piece)) is not None]
        return str(found.decode(numbers))

    return Pieces(lambda text: list(found.encode(text, add_special_tokens=False).tokens), join)


class Asking(Struct, frozen=True, kw_only=True):
    """How a model is told the languages: pieces before and after a sentence, and those that a translation begins with."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


def _asking(words: frozenset[str], told: dict[str, Any], settings: Settings) -> Asking:
    """Returns how this model is told the languages, by what its vocabulary has.

    Raises BadInput where it has many languages and not these, or must be told what was spoken and nobody knows.
    """
    target = settings.to.split("-")[0].lower()
    source = settings.language.split("-")[0].lower() if settings.language else None
    end = () if told.get("add_source_eos") or END not in words else (END,)
    if "__en__" in words:  # M2M-100
        return Asking(before=_known(words, "__{}__", source), after=end, begins=_known(words, "__{}__", target))
    if "eng_Latn" in words:  # NLLB
        return Asking(
            before=_known(words, "{}", _NLLB.get(source or "", source)), after=end,
            begins=_known(words, "{}", _NLLB.get(target, target)),
        )  # fmt: skip
    if "<2en>" in words:  # MADLAD, and others of T5's kin
        return Asking(before=_known(words, "<2{}>", target), after=end)
    if any(word.startswith(">>") and word.endswith("<<") for word in words):  # OPUS-MT into several languages
        three = _NLLB.get(target, target)[:3]
        named = next((f">>{code}<<" for code in (target, three) if f">>{code}<<" in words), None)
        if named is None:
            raise BadInput(f"this model does not translate into “{settings.to}”", hint="take another model")
        return Asking(before=(named,), after=end)
    return Asking(after=end)  # a model of one pair of languages: which, it does not say


def _known(words: frozenset[str], form: str, code: str | None) -> tuple[str, ...]:
    if code is None:
        raise BadInput("this model must be told what language is spoken", hint="say it: --from uk")
    piece = form.format(code)
    if piece not in words:
        raise BadInput(f"this model does not know the language “{code}”", hint="take another model")
    return (piece,)


class CTranslate2:
    """A translation model of this machine."""

    def __init__(
        self, model: Any, pieces: Pieces, words: frozenset[str], told: dict[str, Any], identity: Identity
    ) -> None:
        self._model = model
        self._pieces = pieces
        self._words = words
        self._told = told
        self._identity = identity

    def translate(self, batch: Batch, settings: Settings) -> list[str]:
        asking = _asking(self._words, self._told, settings)
        parts = [self._sentences(line.text) for line in batch.lines]
        sent = [[*asking.before, *part, *asking.after] for own in parts for part in own]
        try:
            found = self._model.translate_batch(
                sent, target_prefix=[list(asking.begins)] * len(sent) if asking.begins else None,
                beam_size=settings.beam_size, max_batch_size=1024, batch_type="tokens", max_input_length=0,
                max_decoding_length=MOST, replace_unknowns=False,
            )  # fmt: skip
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"{self._identity.model} failed: {error}") from error
        said = iter([self._said(result.hypotheses[0], asking) for result in found])
        return [" ".join(text for _ in own if (text := next(said))) for own in parts]

    def _said(self, pieces: Sequence[str], asking: Asking) -> str:
        begins = len(asking.begins)
        if begins and tuple(pieces[:begins]) == asking.begins:
            pieces = pieces[begins:]
        return self._pieces.join([piece for piece in pieces if piece != END]).strip()

    def _sentences(self, text: str) -> list[list[str]]:
        """Returns the pieces of each sentence; one that is too long for the model is cut in halves, and none is cut off."""
        found: list[list[str]] = []
        waiting = _SENTENCE.split(text)[::-1]
        while waiting:
            sentence = waiting.pop()
            pieces = self._pieces.cut(sentence)
            words = sentence.split()
            if LONGEST < len(pieces) and 1 < len(words):
                waiting += [" ".join(words[len(words) // 2 :]), " ".join(words[: len(words) // 2])]
            elif LONGEST < len(pieces):
                found += [pieces[at : at + LONGEST] for at in range(0, len(pieces), LONGEST)]
            elif pieces:
                found.append(pieces)
        return found
