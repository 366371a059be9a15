"""The model: frozen values, keyword-only, with tuples inside. A correction makes a new value."""

from .access import OPEN, USES, Access, AccessKind, Terms, Use, parse_access
from .annotation import Finder, Place, Quote, from_token, place, quote, quotes, to_token
from .codebook import Codebook
from .conversation import GENRES, Certainty, Conversation, Genre, Held, Link, Statement
from .decision import Decision, Match, Settlement, transcripts_of
from .dossier import Dossier
from .draft import Draft, DraftKind, DraftTurn
from .glossary import Glossary, Term
from .hint import HINT_KINDS, Anchor, Hint, HintKind
from .notes import (
    CAUTION_KINDS,
    Annotation,
    Caution,
    CautionKind,
    Code,
    Coding,
    Note,
    place_of,
    places_of,
    whole_of,
)
from .reading import Reading
from .recording import Recording
from .records import Act, Erasure, Record, Replacement, Undoing, decode_payload, encode_payload, new_salt
from .search import Search
from .segment import Segment
from .source import Capture, Source
from .transcript import (
    MARK_TYPES,
    TRANSCRIPT_KINDS,
    Doubt,
    Mark,
    MarkType,
    Speaker,
    Transcript,
    TranscriptKind,
    Turn,
    Word,
)

__all__ = [
    "CAUTION_KINDS",
    "GENRES",
    "HINT_KINDS",
    "MARK_TYPES",
    "OPEN",
    "TRANSCRIPT_KINDS",
    "USES",
    "Access",
    "AccessKind",
    "Act",
    "Anchor",
    "Annotation",
    "Capture",
    "Caution",
    "CautionKind",
    "Certainty",
    "Code",
    "Codebook",
    "Coding",
    "Conversation",
    "Decision",
    "Dossier",
    "Doubt",
    "Draft",
    "DraftKind",
    "DraftTurn",
    "Erasure",
    "Finder",
    "Genre",
    "Glossary",
    "Held",
    "Hint",
    "HintKind",
    "Link",
    "Mark",
    "MarkType",
    "Match",
    "Note",
    "Place",
    "Quote",
    "Reading",
    "Record",
    "Recording",
    "Replacement",
    "Search",
    "Segment",
    "Settlement",
    "Source",
    "Speaker",
    "Statement",
    "Term",
    "Terms",
    "Transcript",
    "TranscriptKind",
    "Turn",
    "Undoing",
    "Use",
    "Word",
    "decode_payload",
    "encode_payload",
    "from_token",
    "new_salt",
    "parse_access",
    "place",
    "place_of",
    "places_of",
    "quote",
    "quotes",
    "to_token",
    "transcripts_of",
    "whole_of",
]
