"""A Whisper model of a few megabytes with random numbers in it, made here: the true layout, the true code, no sense.

It is written as CTranslate2 reads it, without torch. CTranslate2 (4.8) takes a model for multilingual where its vocabulary
has an empty word, as OpenAI's multilingual one has and the English one has not; the number of words does not count.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

LANGUAGES = (
    "en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy "
    "sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo "
    "uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su"
).split()
SYLLABLES = "ba ko ri mu te la no si du ve га ро ми те ла но си ду ве ки".split()
TIMES = 1501
WORDS = 700


def vocabulary(*, multilingual: bool) -> list[str]:
    """Returns the tokens in the order that Whisper has them: bytes, words, end, start, languages, tasks, times."""
    special = ["<|endoftext|>", "<|startoftranscript|>", *(f"<|{code}|>" for code in LANGUAGES)]
    special += [
        "<|translate|>",
        "<|transcribe|>",
        "<|startoflm|>",
        "<|startofprev|>",
        "<|nospeech|>",
        "<|notimestamps|>",
    ]
    words: list[str] = list(dict.fromkeys(_bytes()))
    known = set(words)
    number = 0
    while len(words) < WORDS:
        parts, rest = [], number
        while True:
            parts.append(SYLLABLES[rest % len(SYLLABLES)])
            rest //= len(SYLLABLES)
            if not rest:
                break
        word = _printed((" " if number % 3 else "") + "".join(parts))
        number += 1
        if word not in known:
            known.add(word)
            words.append(word)
    return [*words, *([""] if multilingual else []), *special, *(f"<|{place * 0.02:.2f}|>" for place in range(TIMES))]


def _bytes() -> list[str]:
    """Returns the letters that stand for bytes in GPT-2's alphabet."""
    return [_letter(byte) for byte in range(256)]


def _letter(byte: int) -> str:
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    if byte in plain:
        return chr(byte)
    return chr(256 + sum(1 for other in range(byte) if other not in plain))


def _printed(text: str) -> str:
    return "".join(_letter(byte) for byte in text.encode())


def make(
    folder: Path, *, multilingual: bool = True, width: int = 16, layers: int = 1, heads: int = 2, seed: int = 7
) -> Path:
    """Writes the model into a folder and returns it. The same numbers come of the same seed."""
    import ctranslate2
    import numpy as np

    tokens = vocabulary(multilingual=multilingual)
    size = len(tokens)
    rng = np.random.default_rng(seed)
    spec = ctranslate2.specs.WhisperSpec(layers, heads, layers, heads)

    def some(*shape: int, scale: float = 0.08) -> Any:
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
    encoder.conv1.weight, encoder.conv1.bias = some(width, 80, 3), np.zeros(width, np.float32)
    encoder.conv2.weight, encoder.conv2.bias = some(width, width, 3), np.zeros(width, np.float32)
    encoder.position_encodings.encodings = some(1500, width)
    norm(encoder.layer_norm)
    for layer in encoder.layer:
        attention(layer.self_attention, own=True)
        feed_forward(layer.ffn)
    decoder.embeddings.weight = some(size, width, scale=0.5)
    decoder.position_encodings.encodings = some(448, width, scale=0.5)
    decoder.projection.weight = some(size, width, scale=0.5)
    decoder.projection.bias = np.where(np.arange(size) < 256, -30, 0).astype(np.float32)  # whole words, no loose bytes
    norm(decoder.layer_norm)
    for layer in decoder.layer:
        attention(layer.self_attention, own=True)
        attention(layer.attention, own=False)
        feed_forward(layer.ffn)
    start = tokens.index("<|startoftranscript|>")
    spec.register_vocabulary(tokens)
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [tokens.index("Ġ"), tokens.index("<|endoftext|>")]
    spec.config.lang_ids = list(range(start + 1, start + 1 + len(LANGUAGES)))
    spec.config.alignment_heads = [[layer, head] for layer in range(layers) for head in range(heads)]
    folder.mkdir(parents=True, exist_ok=True)
    spec.validate()
    spec.save(str(folder))
    _tokenizer(folder, tokens)
    return folder


def _tokenizer(folder: Path, tokens: list[str]) -> None:
    """Writes the tokenizer: bytes, each word of the vocabulary whole, no merges that are not needed."""
    end = tokens.index("<|endoftext|>")
    document = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": number, "content": token, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
             "special": not token[2:3].isdigit()}
            for number, token in enumerate(tokens)
            if end <= number
        ],
        "normalizer": None,
        "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
        "post_processor": None,
        "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
        "model": {
            "type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "", "end_of_word_suffix": "",
            "fuse_unk": False, "byte_fallback": False, "ignore_merges": True,
            "vocab": {token: number for number, token in enumerate(tokens[: end + 1])}, "merges": [],
        },
    }  # fmt: skip
    (folder / "tokenizer.json").write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
