"""Links: a conversation is the component that its links join; unlinking loses nothing."""

from __future__ import annotations

from earwitness.archive import Archive


def test_both_ids_lead_to_the_older_one_and_undo_parts_them(archive: Archive, clerk, link) -> None:  # type: ignore[no-untyped-def]
    older, newer = clerk.file("Bridge to engine room"), clerk.file("Мостик — машинному", ("Мостик — машинному.",))
    clerk.state(newer.conversation, "place", "Skerry Sound")
    apart = [archive.catalog.conversation(filed.conversation) for filed in (older, newer)]
    act = link(newer.conversation, older.conversation)
    together = archive.catalog.conversation(newer.conversation)
    assert together == archive.catalog.conversation(older.conversation)
    assert (together.id, together.members) == (older.conversation, (older.conversation, newer.conversation))
    assert (together.title, together.conversation.place) == ("Bridge to engine room", "Skerry Sound")
    assert (together.turns, together.transcripts) == (4, 2), "as long as its longest telling"
    assert [telling.id for telling in archive.catalog.transcripts_of(newer.conversation)] == [
        older.transcript, newer.transcript,
    ]  # fmt: skip
    assert archive.catalog.conversations().total == 1
    clerk.undo(act)
    assert [archive.catalog.conversation(filed.conversation) for filed in (older, newer)] == apart


def test_a_chain_of_links_parts_where_one_is_undone(archive: Archive, clerk, link) -> None:  # type: ignore[no-untyped-def]
    a, b, c, d = (clerk.file(name).conversation for name in "ABCD")
    link(c, d)
    middle = link(b, c)
    link(a, b)
    assert {archive.catalog.canonical(name) for name in (a, b, c, d)} == {a}
    clerk.undo(middle)
    assert [archive.catalog.canonical(name) for name in (a, b, c, d)] == [a, a, c, c]
    assert len(archive.catalog.links_of(d)) == 1


def test_two_links_hold_what_one_undone_would_part(archive: Archive, clerk, link) -> None:  # type: ignore[no-untyped-def]
    a, b = (clerk.file(name).conversation for name in "AB")
    first, second = link(a, b), link(b, a)
    clerk.undo(first)
    assert archive.catalog.canonical(b) == a
    clerk.undo(second)  # the control
    assert archive.catalog.canonical(b) == b


def test_a_conversation_with_itself(archive: Archive, clerk, link) -> None:  # type: ignore[no-untyped-def]
    a = clerk.file("A").conversation
    link(a, a)
    assert archive.catalog.conversation(a).members == (a,)
