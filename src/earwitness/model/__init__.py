"""The model: frozen values, keyword-only, with tuples inside. A correction makes a new value."""

from .access import OPEN, USES, Access, AccessKind, Terms, Use, parse_access
from .annotation import Place, Quote, from_token, place, quote, to_token
from .conversation import GENRES, Certainty, Conversation, Genre, Held, Link, Statement
from .decision import Decision, Match, Settlement, transcripts_of
from .dossier import Dossier
from .reading import Reading
from .records import Act, Erasure, Record, Replacement, Undoing, decode_payload, encode_payload, new_salt
from .source import Capture, Source
from .transcript import MARK_TYPES, TRANSCRIPT_KINDS, Doubt, Mark, MarkType, Speaker, Transcript, TranscriptKind, Turn

__all__ = [
    "GENRES",
    "MARK_TYPES",
    "OPEN",
    "TRANSCRIPT_KINDS",
    "USES",
    "Access",
    "AccessKind",
    "Act",
    "Capture",
    "Certainty",
    "Conversation",
    "Decision",
    "Dossier",
    "Doubt",
    "Erasure",
    "Genre",
    "Held",
    "Link",
    "Mark",
    "MarkType",
    "Match",
    "Place",
    "Quote",
    "Reading",
    "Record",
    "Replacement",
    "Settlement",
    "Source",
    "Speaker",
    "Statement",
    "Terms",
    "Transcript",
    "TranscriptKind",
    "Turn",
    "Undoing",
    "Use",
    "decode_payload",
    "encode_payload",
    "from_token",
    "new_salt",
    "parse_access",
    "place",
    "quote",
    "to_token",
    "transcripts_of",
]
