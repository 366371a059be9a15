"""The search index: turns in, hits out."""

from .fields import FACETS, FIELDS, Indexed
from .search import Filters, Hit, Index, Matches

__all__ = ["FACETS", "FIELDS", "Filters", "Hit", "Index", "Indexed", "Matches"]
