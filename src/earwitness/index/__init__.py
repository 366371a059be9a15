"""The search index: turns in, hits out."""

from .collocations import Collocate, Dispersion
from .concordance import Line, Occurrences, lines
from .corpora import Corpus
from .fields import FACETS, FIELDS, Indexed
from .filters import Filters
from .highlight import Matched
from .keyness import Keyword
from .matches import Hit, Matches
from .search import Index
from .stretches import Stretch, StretchHit, StretchMatches

__all__ = [
    "FACETS",
    "FIELDS",
    "Collocate",
    "Corpus",
    "Dispersion",
    "Filters",
    "Hit",
    "Index",
    "Indexed",
    "Keyword",
    "Line",
    "Matched",
    "Matches",
    "Occurrences",
    "Stretch",
    "StretchHit",
    "StretchMatches",
    "lines",
]
