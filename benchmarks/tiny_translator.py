"""A translation model of a few hundred kilobytes with random numbers in it, made here: the true layout and code, no sense.

It is written as CTranslate2 reads it, without torch, with a tokenizer.json or a SentencePiece model that is trained here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

WORDS = "вода на палубе сколько вас там нас двое the water is on deck how many are you there two of us".split()
MARKS = ("▁", ".", "?", ",", *"абвгдежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz")


def vocabulary(special: tuple[str, ...] = ()) -> list[str]:
    """Returns the pieces: what starts and ends, what the model knows beside words, whole words, letters."""
    return list(dict.fromkeys(["<unk>", "<s>", "</s>", *special, *(f"▁{word}" for word in WORDS), *MARKS]))


def make(
    folder: Path, *, special: tuple[str, ...] = (), width: int = 16, heads: int = 2, seed: int = 7, sentencepiece: bool = False
) -> Path:  # fmt: skip
    """Writes the model into a folder and returns it. `special` are the pieces by which it is told languages."""
    import ctranslate2
    import numpy as np

    folder.mkdir(parents=True, exist_ok=True)
    pieces = _trained(folder) if sentencepiece else vocabulary(special)
    size = len(pieces)
    rng = np.random.default_rng(seed)
    spec = ctranslate2.specs.TransformerSpec.from_config(1, heads, pre_norm=True)

    def some(*shape: int, scale: float = 0.3) -> Any:
        return rng.normal(0, scale, shape).astype(np.float32)

    def norm(part: Any) -> None:
        part.gamma, part.beta = np.ones(width, np.float32), np.zeros(width, np.float32)

    def linear(part: Any, out: int, into: int) -> None:
        part.weight, part.bias = some(out, into), np.zeros(out, np.float32)

    def attention(part: Any, *, own: bool) -> None:
        norm(part.layer_norm)
        linear(part.linear[0], 3 * width if own else width, width)
        if not own:
            linear(part.linear[1], 2 * width, width)
        linear(part.linear[-1], width, width)

    def feed_forward(part: Any) -> None:
        norm(part.layer_norm)
        linear(part.linear_0, 4 * width, width)
        linear(part.linear_1, width, 4 * width)

    encoder, decoder = spec.encoder, spec.decoder
    encoder.embeddings[0].weight = some(size, width)
    encoder.position_encodings.encodings = some(512, width, scale=1.0)
    norm(encoder.layer_norm)
    for layer in encoder.layer:
        attention(layer.self_attention, own=True)
        feed_forward(layer.ffn)
    decoder.embeddings.weight = some(size, width)
    decoder.position_encodings.encodings = some(1024, width, scale=1.0)
    decoder.projection.weight, decoder.projection.bias = some(size, width), np.zeros(size, np.float32)
    norm(decoder.layer_norm)
    for layer in decoder.layer:
        attention(layer.self_attention, own=True)
        attention(layer.attention, own=False)
        feed_forward(layer.ffn)
    decoder.projection.bias[2] = 3.0  # it ends before long
    spec.register_source_vocabulary(pieces)
    spec.register_target_vocabulary(pieces)
    spec.validate()
    spec.save(str(folder))
    if not sentencepiece:
        _tokenizer(folder, pieces)
    return folder


def _tokenizer(folder: Path, pieces: list[str]) -> None:
    """Writes a tokenizer of whole words and letters, as SentencePiece's Unigram has them."""
    document = {
        "version": "1.0", "truncation": None, "padding": None,
        "added_tokens": [
            {"id": number, "content": piece, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
             "special": True}
            for number, piece in enumerate(pieces) if piece[0] in "<_" or piece[-5:-4] == "_"
        ],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "post_processor": None,
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True},
        "model": {"type": "Unigram", "unk_id": 0, "byte_fallback": False,
                  "vocab": [[piece, -1.0 if 2 < len(piece) else -6.0] for piece in pieces]},
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def _trained(folder: Path) -> list[str]:
    """Trains the two SentencePiece models of an OPUS-MT folder on a few sentences, and returns their pieces."""
    import io

    import sentencepiece

    content = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([" ".join(WORDS[start:]) + "." for start in range(len(WORDS))] * 4),
        model_writer=content, vocab_size=60, hard_vocab_limit=False, minloglevel=2,
    )  # fmt: skip
    for name in ("source.spm", "target.spm"):
        (folder / name).write_bytes(content.getvalue())
    read = sentencepiece.SentencePieceProcessor(model_proto=content.getvalue())
    return [read.id_to_piece(number) for number in range(read.get_piece_size())]
