"""The search index: turns in, hits out."""

from .concordance import Line, Occurrences, lines
from .fields import FACETS, FIELDS, Indexed
from .filters import Filters
from .highlight import Matched
from .matches import Hit, Matches
from .search import Index

__all__ = [
    "FACETS",
    "FIELDS",
    "Filters",
    "Hit",
    "Index",
    "Indexed",
    "Line",
    "Matched",
    "Matches",
    "Occurrences",
    "lines",
]
