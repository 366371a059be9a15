from __future__ import annotations

import msgspec
import pytest

from earwitness.archive import Archive
from earwitness.digests import canonical_json
from earwitness.errors import BadInput, Conflict, NotFound, StorageFailed
from earwitness.identifiers import new_id
from earwitness.model import Access, Held, Mark, Statement, Terms, Transcript, Turn


def test_what_was_filed_is_found(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Bridge to engine room, 20:41")
    catalog = archive.catalog
    standing = catalog.conversation(filed.conversation)
    assert (standing.id, standing.title, standing.published) == (filed.conversation, standing.title, "2031-11-15")
    assert standing.title == "Bridge to engine room, 20:41"
    assert (standing.languages, standing.speakers, standing.turns, standing.transcripts) == (("en",), 2, 4, 1)
    assert catalog.source(filed.source).path == "Bridge to engine room, 20:41.txt"
    assert catalog.source_at(filed.digest, "Bridge to engine room, 20:41.txt") == catalog.source(filed.source)
    assert catalog.source_at(filed.digest, "elsewhere.txt") is None
    assert catalog.sources_of_digest(filed.digest) == catalog.sources_of(filed.conversation)
    transcript = catalog.transcript(filed.transcript)
    assert [turn.text for turn in transcript.turns] == [
        "Bridge to engine room.", "Engine room.", "How much water have you got?", "Up to the second step.",
    ]  # fmt: skip
    assert catalog.transcripts_of(filed.conversation) == catalog.transcripts_from(filed.source) == (transcript,)
    assert [catalog.noun(name) for name in filed] == ["act", "source", "conversation", "transcript", None]
    (act,) = catalog.acts()
    assert (act.sequence, act.id, act.agent, act.verb, act.subjects, act.previous, act.effective) == (
        1, filed.act, "clerk", "add", (filed.conversation,), "0" * 64, True,
    )  # fmt: skip
    assert catalog.position == archive.journal.head == (1, act.digest)
    assert msgspec.to_builtins(catalog.counts()) == {
        "acts": 1, "sources": 1, "conversations": 1, "transcripts": 1, "turns": 4, "recordings": 0,
    }  # fmt: skip


def test_turns_come_back_whole(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Deck")
    turns = (
        Turn(
            id="1", number=1, speakers=("p1", "p2"), text="Капитан, вода!", raw="Б/М: Капитан, [удар] вода!", start=0,
            end=1_500, printed="0:00", language="ru", marks=(Mark(type="incident", start=9, end=9, words="удар"),),
            inferred=True, access=Access(kind="closed", until="2081-01-01"), extra=(("speed", "fast"),),
        ),
        Turn(id="7", number=2),
    )  # fmt: skip
    old = archive.catalog.transcript(filed.transcript)
    clerk.do("correct", msgspec.structs.replace(old, revision=2, turns=turns))
    assert archive.catalog.transcript(filed.transcript).turns == turns
    assert archive.catalog.turn(f"{filed.transcript}.7").turn == turns[1]
    assert archive.catalog.turns(filed.transcript, 2) == archive.catalog.turns(filed.transcript, 2, 3) == turns[1:]
    assert archive.catalog.transcript(filed.transcript, revision=1) == old
    assert [number for number, _ in archive.catalog.revisions(filed.transcript)] == [1, 2]
    with pytest.raises(NotFound, match="has no revision 3; it stands at 2"):
        archive.catalog.transcript(filed.transcript, revision=3)


def test_neighbours_of_many_turns_at_once(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    first, second = clerk.file("One"), clerk.file("Two", ("a", "b"))
    found = archive.catalog.neighbours([(first.transcript, 1), (second.transcript, 2), ("t0000000000", 1)])
    assert sorted(found) == sorted(
        [(first.transcript, 1), (first.transcript, 2), (second.transcript, 1), (second.transcript, 2)]
    )
    assert found[second.transcript, 2] == archive.catalog.turns(second.transcript)[1]
    assert archive.catalog.neighbours([]) == {}


def test_the_newest_statement_stands_and_every_one_keeps_its_origin(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    held = canonical_json(Held(date="2031-11-14T20:41", certainty="inferred", why="the log book")).decode()
    clerk.state(filed.conversation, "title", "Bridge")
    clerk.state(filed.conversation, "title", "Bridge to engine room")
    clerk.state(filed.conversation, "held", held)
    clerk.state(filed.conversation, "status", "checked")
    standing = archive.catalog.conversation(filed.conversation)
    assert standing.title == "Bridge to engine room"
    assert standing.held == Held(date="2031-11-14T20:41", certainty="inferred", why="the log book")
    assert standing.fields["status"] == "checked"
    assert [
        (stated.field, stated.value, stated.origin, stated.agent, stated.sequence)
        for stated in archive.catalog.statements(filed.conversation)
    ] == [
        ("title", "Bridge to engine room", "person", "clerk", 3),
        ("held", held, "person", "clerk", 4),
        ("status", "checked", "person", "clerk", 5),
    ]
    assert len(archive.catalog.statements(filed.conversation, all_of_them=True)) == 4


def test_statements_of_sources_transcripts_turns_and_speakers(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    transcript = filed.transcript
    clerk.state(filed.source, "supplier", "the harbour office")
    clerk.state(filed.source, "published", "2031-11-16")
    clerk.state(transcript, "kind", "translation")
    clerk.state(f"{transcript}.3", "access", "restricted")
    clerk.state(f"{transcript}.p1", "role", "first mate")
    clerk.state(f"{transcript}.p2", "access", '{"kind":"closed"}')
    source = archive.catalog.source(filed.source)
    assert (source.supplier, source.published, source.published_from) == ("the harbour office", "2031-11-16", "person")
    assert archive.catalog.conversation(filed.conversation).published == "2031-11-16"
    told = archive.catalog.transcript(transcript)
    assert told.kind == "translation"
    assert [turn.access for turn in told.turns] == [None, None, Access(kind="restricted"), None]
    assert [(speaker.role, speaker.access) for speaker in told.speakers] == [
        ("first mate", None), ("engineer", Access(kind="closed")),
    ]  # fmt: skip
    clerk.do("correct", msgspec.structs.replace(archive.catalog.transcript(transcript), revision=2))
    clerk.state(f"{transcript}.3", "access", "open")
    assert archive.catalog.turn(f"{transcript}.3").turn.access == Access(kind="open")


@pytest.mark.parametrize(
    ("field", "value"),
    [("genre", "opera"), ("held", "yesterday"), ("access", "sometimes"), ("access", '{"kind":"shut"}'), ("terms", "{")],
)
def test_a_statement_that_cannot_be_read_is_refused_at_the_door(
    archive: Archive, clerk, field: str, value: str
) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    with pytest.raises(BadInput):
        clerk.state(filed.conversation, field, value)
    assert archive.journal.head.sequence == 1
    clerk.state(filed.conversation, field, "")  # the control: nothing said, which can be read
    assert archive.journal.head.sequence == 2


def test_an_act_on_an_older_version_is_refused_with_both_shown(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    old = archive.catalog.transcript(filed.transcript)
    clerk.do("correct", msgspec.structs.replace(old, revision=2))
    with pytest.raises(Conflict, match="stands at revision 2; this act was made for 1") as caught:
        clerk.do("correct", msgspec.structs.replace(old, revision=2))
    assert (caught.value.expected, caught.value.found) == ("1", "2")
    clerk.state(filed.conversation, "title", "Bridge", expected="Call 12")
    with pytest.raises(Conflict) as caught:
        clerk.state(filed.conversation, "title", "Engine", expected="Call 12")
    assert (caught.value.expected, caught.value.found) == ("Call 12", "Bridge")
    assert archive.journal.head.sequence == 3
    clerk.state(filed.conversation, "title", "Engine", expected="Bridge")  # the control


def test_an_act_about_nothing_is_refused(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    slip = filed.conversation[:-1] + ("0" if filed.conversation[-1] != "0" else "1")
    with pytest.raises(NotFound) as caught:
        clerk.state(slip, "title", "Bridge")
    assert caught.value.near == (filed.conversation,)
    for subject in (f"{filed.transcript}.9", f"{filed.transcript}.p3", f"{filed.conversation}.1"):
        with pytest.raises(NotFound):
            clerk.state(subject, "access", "open")
    with pytest.raises(NotFound):
        clerk.do("add", Transcript(id=new_id("transcript"), conversation="c0000000000"))
    assert archive.journal.head.sequence == 1


def test_filters_of_the_list(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    dates = {"May": "2031-05", "Noon": "2031-11-14T12:00~", "Night": "2031-11-14/2031-11-15", "Unknown": None}
    filed = {}
    for title, date in dates.items():
        filed[title] = clerk.file(title)
        if date:
            held = canonical_json(Held(date=date, certainty="stated")).decode()
            clerk.state(filed[title].conversation, "held", held)
    clerk.state(filed["May"].conversation, "genre", "hearing")
    clerk.state(filed["May"].conversation, "status", "to check")
    clerk.state(filed["Noon"].transcript, "language", "ru")
    clerk.state(f"{filed['Night'].transcript}.p1", "role", "Капитан")

    def titles(**wanted) -> list[str]:  # type: ignore[no-untyped-def]
        found = archive.catalog.conversations(**wanted)
        assert found.total == len(found.conversations)
        return [standing.title for standing in found.conversations]

    assert titles() == ["May", "Noon", "Night", "Unknown"]
    assert titles(order="newest") == ["Unknown", "Night", "Noon", "May"]
    assert titles(order="held") == ["May", "Night", "Noon", "Unknown"]
    assert titles(order="title") == ["May", "Night", "Noon", "Unknown"]
    assert titles(since="2031-05-20") == ["May", "Noon", "Night"]
    assert titles(since="2031-06") == ["Noon", "Night"]
    assert titles(since="2031-11-15") == ["Night"]
    assert titles(until="2031-11-14") == ["May", "Noon", "Night"]
    assert titles(until="2031-11") == ["May", "Noon", "Night"]
    assert titles(until="2031-11-13") == ["May"]
    assert titles(since="2032") == []
    assert titles(genre="hearing") == ["May"]
    assert titles(language="ru") == ["Noon"]
    assert titles(role="капитан") == ["Night"]
    assert titles(publisher="harbour gazette") == ["May", "Noon", "Night", "Unknown"]
    assert titles(publisher="100%") == []
    assert titles(kind="translation") == []
    assert titles(fields={"status": "to check"}) == ["May"]
    page = archive.catalog.conversations(limit=2, offset=1)
    assert (page.total, [standing.title for standing in page.conversations]) == (4, ["Noon", "Night"])
    with pytest.raises(BadInput, match="there is no order"):
        archive.catalog.conversations(order="loudness")


def test_what_an_index_must_do_again(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    first, second = clerk.file("One"), clerk.file("Two")
    assert archive.catalog.changed(0) == tuple(sorted((first.transcript, second.transcript)))
    assert archive.catalog.changed(2) == ()
    clerk.state(first.conversation, "title", "First")
    assert archive.catalog.changed(2) == (first.transcript,)
    clerk.state(second.source, "publisher", "The Evening Lamp")
    assert archive.catalog.changed(3) == (second.transcript,)
    clerk.undo(clerk.file("Three").act)
    assert len(archive.catalog.changed(5)) == 1  # a transcript that is gone
    (telling,) = archive.catalog.for_index([second.transcript, "t0000000000"])
    assert telling.transcript == archive.catalog.transcript(second.transcript)
    assert (telling.publisher, telling.genre) == ("The Evening Lamp", "radio")


def test_a_snapshot_is_one_state(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    clerk.file("One")
    with Archive.open(archive.path).catalog.snapshot() as catalog:
        before = catalog.counts()
        clerk.file("Two")
        assert catalog.counts() == before
    assert archive.catalog.counts().conversations == 2


def test_joined_access_is_the_strictest_and_all_terms_hold(archive: Archive, clerk, link) -> None:  # type: ignore[no-untyped-def]
    first, second = clerk.file("One"), clerk.file("Two")
    clerk.state(second.conversation, "access", "restricted")
    clerk.state(second.conversation, "terms", canonical_json(Terms(text="after the trial", forbids=("api",))).decode())
    link(first.conversation, second.conversation)
    clerk.state(first.conversation, "access", "open")
    standing = archive.catalog.conversation(second.conversation)
    assert standing.access == Access(kind="restricted")
    assert standing.conversation.terms == Terms(text="after the trial", forbids=("api",))
    clerk.state(second.conversation, "access", "open")  # the control: of that one itself
    assert archive.catalog.conversation(first.conversation).access == Access(kind="open")


def test_a_missing_catalog_is_said_and_made_again_by_the_next_writer(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("One")
    digest = archive.catalog.content_digest()
    archive.close()
    for path in archive.path.glob("catalog.sqlite*"):
        path.unlink()
    with pytest.raises(StorageFailed, match="has no catalog") as caught:
        archive.catalog.source(filed.source)
    assert caught.value.hint == "make it anew: earwitness rebuild"
    with archive.writing():
        pass
    assert archive.catalog.content_digest() == digest


def test_statement_needs_a_subject_that_comes_with_it_or_stands(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    with archive.writing() as writer:
        filed, records = clerk.records(writer, "One")
    statement = Statement(subject=filed.conversation, field="title", value="First", origin="table calls.csv row 1")
    with pytest.raises(NotFound):
        clerk.do("describe", statement)
    clerk.file("Two")
    with archive.writing() as writer:
        writer.put(b"One")
        filed, records = clerk.records(writer, "One")
        statement = msgspec.structs.replace(statement, subject=filed.conversation)
        from earwitness.model import Act, new_salt

        act = Act(id=new_id("act"), verb="add", agent="clerk", time="2031-11-15T08:00:00Z", salt=new_salt())
        writer.commit(act, [*records, statement])
    assert archive.catalog.conversation(filed.conversation).title == "First"


def test_turns_that_cannot_be_kept_are_refused_before_anything_is_written(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Call 12")
    newer = msgspec.structs.replace(archive.catalog.transcript(filed.transcript), revision=2)
    for turns in (
        (Turn(id="1", number=1), Turn(id="2", number=1)),
        (Turn(id="1", number=1), Turn(id="1", number=2)),
        (Turn(id="1", number=1, start=2**60),),
        (Turn(id="1", number=1, speakers=("p 1",)),),
        (Turn(id="1", number=1, speakers=("",)),),
    ):
        with pytest.raises(BadInput):
            clerk.do("correct", msgspec.structs.replace(newer, turns=turns))
    assert archive.journal.head.sequence == 1
    words = ("\x00", "\u202e", "é", "𝔐", "’", "\r\n")
    turns = tuple(Turn(id=str(number), number=number, text=text) for number, text in enumerate(words, start=1))
    clerk.do("correct", msgspec.structs.replace(newer, turns=turns))  # the control
    assert archive.catalog.transcript(filed.transcript).turns == turns


def test_an_act_that_cannot_be_folded_is_never_written(
    archive: Archive, clerk, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    clerk.file("Call 12")

    def broken(*_: object) -> None:
        raise OverflowError("a trap in the fold")

    monkeypatch.setattr("earwitness.archive.folding.Folding.fold", broken)
    with pytest.raises(OverflowError):
        clerk.file("Call 13")
    monkeypatch.undo()
    assert archive.journal.head.sequence == 1
    with archive.writing() as writer:
        assert len(writer.swept) == 1  # its payload and bytes, which no act names
    clerk.file("Call 14")
    assert [act.verb for act in archive.catalog.acts()] == ["add", "sweep", "add"]
