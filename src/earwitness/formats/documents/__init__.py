"""What is printed, signed and sent back: word processor files and tables."""

from __future__ import annotations

from ..format import Format

DOCUMENTS: tuple[Format, ...] = (
    Format(
        name="docx", title="Word document", room="documents.docx", suffixes=(".docx",),
        media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        carries=("times", "speakers", "roles", "overlap", "marks", "translation", "language", "ids"), many=True,
        note="Printed for people to sign; tracked changes and comments on it come back: earwitness returned.",
    ),
    Format(
        name="odt", title="OpenDocument text", room="documents.odt", suffixes=(".odt",),
        media_type="application/vnd.oasis.opendocument.text", carries=(), writes=False,
    ),
    Format(
        name="csv", title="Table (CSV, TSV)", room="documents.delimited", suffixes=(".csv", ".tsv"),
        media_type="text/csv", carries=("times", "speakers", "overlap", "translation", "language", "ids"), many=True,
        note="One row a turn; columns of other names are kept, and signs stand in the words.",
    ),
)  # fmt: skip
