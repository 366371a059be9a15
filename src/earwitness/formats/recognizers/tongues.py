"""Tongues: languages as recognisers name them, as BCP 47."""

from __future__ import annotations

import re

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?")
_NAMES = dict(
    pair.split(":")
    for pair in (
        "afrikaans:af albanian:sq amharic:am arabic:ar armenian:hy assamese:as azerbaijani:az bashkir:ba basque:eu "
        "belarusian:be bengali:bn bosnian:bs breton:br bulgarian:bg burmese:my cantonese:yue castilian:es catalan:ca "
        "chinese:zh croatian:hr czech:cs danish:da dutch:nl english:en estonian:et faroese:fo finnish:fi flemish:nl "
        "french:fr galician:gl georgian:ka german:de greek:el gujarati:gu haitian:ht hausa:ha hawaiian:haw hebrew:he "
        "hindi:hi hungarian:hu icelandic:is indonesian:id italian:it japanese:ja javanese:jv kannada:kn kazakh:kk "
        "khmer:km korean:ko lao:lo latin:la latvian:lv lingala:ln lithuanian:lt luxembourgish:lb macedonian:mk "
        "malagasy:mg malay:ms malayalam:ml maltese:mt mandarin:zh maori:mi marathi:mr moldavian:ro moldovan:ro "
        "mongolian:mn myanmar:my nepali:ne norwegian:no nynorsk:nn occitan:oc pashto:ps persian:fa polish:pl "
        "portuguese:pt punjabi:pa romanian:ro russian:ru sanskrit:sa serbian:sr shona:sn sindhi:sd sinhala:si slovak:sk "
        "slovenian:sl somali:so spanish:es sundanese:su swahili:sw swedish:sv tagalog:tl tajik:tg tamil:ta tatar:tt "
        "telugu:te thai:th tibetan:bo turkish:tr turkmen:tk ukrainian:uk urdu:ur uzbek:uz valencian:ca vietnamese:vi "
        "welsh:cy yiddish:yi yoruba:yo"
    ).split()
)


def tongue(said: object) -> str | None:
    """Returns the BCP 47 tag of `en_us`, `EN`, `english`; None for what names no language ("auto", "multi")."""
    if not isinstance(said, str):
        return None
    said = said.strip()
    if (named := _NAMES.get(said.lower())) is not None:
        return named
    match = _TAG.fullmatch(said)
    if match is None or said.lower() in ("und", "zxx", "mul"):
        return None
    script, region = match[2], match[3]
    return "-".join(
        part for part in (match[1].lower(), script.title() if script else "", region.upper() if region else "") if part
    )
