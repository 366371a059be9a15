"""The catalog's tables. All of them are derived: `rebuild` makes them anew from the objects and the journal."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table

SCHEMA_VERSION = 5

metadata = MetaData()


def _text(name: str, *, key: bool = False, null: bool = False) -> Column[str]:
    return Column(name, String, primary_key=key, nullable=null and not key)


def _number(name: str, *, key: bool = False, null: bool = False) -> Column[int]:
    return Column(
        name, BigInteger().with_variant(Integer, "sqlite"), primary_key=key, nullable=null, autoincrement=False
    )


meta = Table("meta", metadata, _text("name", key=True), _text("value"))
"""`schema`, and the act that the catalog stands at: `sequence` and `head`, the digest of its line."""

acts = Table(
    "acts", metadata,
    _number("sequence", key=True), _text("id"), _text("time"), _text("agent"), _text("verb"), _text("reason"),
    _text("tool"), _text("subjects"), _text("payload"), _text("previous"), _text("line"), _number("effective"),
    Index("acts_id", "id", unique=True),
    Index("acts_payload", "payload"),
    Index("acts_agent", "agent"),
    Index("acts_verb", "verb"),
)  # fmt: skip
"""Every act, undone ones too (`effective` 0). `subjects` is a JSON list, as the act gives it."""

act_subjects = Table(
    "act_subjects", metadata,
    _text("subject", key=True), _number("sequence", key=True), _number("ordinal"), _number("holds"),
    Index("act_subjects_sequence", "sequence"),
    sqlite_with_rowid=False,
)  # fmt: skip
"""Which acts touch which things; `holds` is 1 where the payload has the thing itself, 0 where it has a record about it,
-1 where only the act's own account names it."""

undoings = Table(
    "undoings", metadata, _number("sequence", key=True), _number("target", key=True), Index("undoings_target", "target")
)

erased = Table("erased", metadata, _text("payload", key=True), _text("kept", null=True), _number("sequence"))
"""Payloads that an erasure replaced, each with the one that stands in for it."""

holdings = Table(
    "holdings", metadata, _text("digest", key=True), _text("source", key=True), _number("sequence", key=True),
    Index("holdings_sequence", "sequence"),
)  # fmt: skip
"""Which sources, undone ones too, name which objects."""

sources = Table(
    "sources", metadata,
    _text("id", key=True), _text("digest"), _text("place", null=True), _text("publisher", null=True),
    _text("published", null=True), _number("sequence"), _number("ordinal"), _text("recorded"), _text("record"),
    Index("sources_digest", "digest"),
    Index("sources_born", "sequence", "ordinal"),
)  # fmt: skip
"""`recorded` as the reader had it, `record` with what people stated on top; both JSON."""

members = Table(
    "members", metadata,
    _text("id", key=True), _text("canonical"), _number("sequence"), _number("ordinal"), _text("recorded"),
    Index("members_canonical", "canonical"),
)  # fmt: skip
"""Conversations as they were born, each with the oldest of those that links join it to."""

conversations = Table(
    "conversations", metadata,
    _text("id", key=True), _number("sequence"), _number("ordinal"), _text("title"), _text("genre", null=True),
    _text("held_from", null=True), _text("held_to", null=True), _text("published", null=True), _number("speakers"),
    _number("turns"), _number("transcripts"), _text("languages"), _text("record"), _text("fields"),
    _text("took"), _text("language"), _text("status"), _text("assignee"), _number("priority"), _number("doubts"),
    _number("unnamed"),
    Index("conversations_born", "sequence", "ordinal"),
    Index("conversations_took", "took", "sequence", "ordinal", "id"),
    Index("conversations_queue", "priority", "took", "sequence", "ordinal", "id"),
    Index("conversations_told", "held_from", "published", "language", "genre"),
    Index("conversations_work", "status", "assignee", "priority", "doubts", "unnamed"),
)  # fmt: skip
"""Conversations as they stand: one row for all that links join. `took` is `held_from`, or `~` where it is not known, which
sorts last; `language` that of the words as spoken, as far as known; the rest is how the work on it stands."""

sets = Table(
    "sets",
    metadata,
    _text("name", key=True),
    _text("conversation", key=True),
    Index("sets_conversation", "conversation"),
)
"""Which conversations people put into which sets."""

recordings = Table(
    "recordings", metadata,
    _text("id", key=True), _text("conversation"), _text("source"), _number("sequence"), _number("ordinal"),
    _text("recorded"), _text("record"),
    Index("recordings_conversation", "conversation"),
    Index("recordings_source", "source"),
    Index("recordings_born", "sequence", "ordinal"),
)  # fmt: skip
"""Recordings; `recorded` as their act has them, `record` with what people stated on top."""

segments = Table(
    "segments", metadata,
    _text("id", key=True), _text("recording"), _number("sequence"), _number("ordinal"), _text("record"),
    Index("segments_recording", "recording"), Index("segments_sequence", "sequence"),
)  # fmt: skip
"""The stretches of recordings that people described, of effective acts only; what changed since is in `statements`."""

transcripts = Table(
    "transcripts", metadata,
    _text("id", key=True), _text("conversation"), _text("source", null=True), _number("revision"),
    _number("sequence"), _number("ordinal"), _text("kind"), _text("language", null=True), _number("speakers"),
    _number("turns"), _text("recorded"), _text("record"), _number("doubts"), _number("unnamed"), _number("voiceless"),
    Index("transcripts_conversation", "conversation"),
    Index("transcripts_source", "source"),
    Index("transcripts_born", "sequence", "ordinal"),
)  # fmt: skip
"""Transcripts in the revision that stands, without their turns; `unnamed` of its voices have no name, `voiceless` of its
turns no voice."""

revisions = Table(
    "revisions", metadata,
    _text("transcript", key=True), _number("revision", key=True), _number("sequence", key=True),
    Index("revisions_sequence", "sequence"),
)  # fmt: skip
"""Which act brought which revision; the revision itself is in that act's payload."""

turns = Table(
    "turns", metadata,
    _text("transcript", key=True), _number("number", key=True), _text("id"), _text("text"), _text("speakers"),
    _number("start", null=True), _number("end", null=True), _text("language", null=True), _text("rest", null=True),
    sqlite_with_rowid=False,
)  # fmt: skip
"""The turns of the revision that stands. `speakers` are local ids between spaces; `rest` is JSON, NULL where empty."""

statements = Table(
    "statements", metadata,
    _text("subject", key=True), _text("field", key=True), _number("sequence", key=True), _number("ordinal", key=True),
    _text("root"), _text("value"), _text("origin"),
    Index("statements_root", "root"),
    Index("statements_sequence", "sequence"),
)  # fmt: skip
"""What people and tables say, effective ones only; of a subject's field, the newest stands."""

links = Table(
    "links", metadata,
    _text("id", key=True), _text("a"), _text("b"), _text("why"), _number("sequence"), _text("turns"),
    Index("links_a", "a"), Index("links_b", "b"), Index("links_sequence", "sequence"),
)  # fmt: skip
"""`turns` are those that a link by stretches holds on to, between spaces; empty where the two are one."""

decisions = Table(
    "decisions", metadata,
    _text("id", key=True), _text("transcript", key=True), _text("noun"), _number("sequence"), _number("ordinal"),
    _text("record"),
    Index("decisions_transcript", "transcript"), Index("decisions_sequence", "sequence"),
)  # fmt: skip
"""What people settled about tellings, effective ones only: a row for each transcript that a decision is about."""

codes = Table(
    "codes", metadata, _text("id", key=True), _number("sequence"), _number("ordinal"), _text("record"),
    Index("codes_sequence", "sequence"),
)  # fmt: skip
"""The codebook's codes as they were made, of effective acts only; what changed since is in `statements`."""

remarks = Table(
    "remarks", metadata,
    _text("id", key=True), _text("place"), _text("noun"), _text("code", null=True), _number("sequence"),
    _number("ordinal"), _text("record"),
    Index("remarks_place", "place"), Index("remarks_code", "code"), Index("remarks_sequence", "sequence"),
)  # fmt: skip
"""Notes, codings and cautions, of effective acts only, each with the transcript (or whole conversation) that it is on."""

hints = Table(
    "hints", metadata,
    _text("id", key=True), _text("digest"), _text("url", null=True), _text("source"), _number("sequence"),
    _number("ordinal"), _text("record"),
    Index("hints_digest", "digest"), Index("hints_url", "url"), Index("hints_sequence", "sequence"),
)  # fmt: skip
"""What people say of how sources are to be read, effective ones only."""

glossaries = Table("glossaries", metadata, _number("sequence", key=True), _text("digest"), _text("text"))
"""The glossary as each effective act left it; the newest stands."""

searches = Table(
    "searches", metadata,
    _text("id", key=True), _text("again", null=True), _number("sequence"), _number("ordinal"), _text("record"),
    _text("found"),
    Index("searches_again", "again"), Index("searches_sequence", "sequence"),
)  # fmt: skip
"""Searches that people kept, of effective acts only; `found` are the passages that answered, one a line."""
