"""`show`, `list` and `search`: what the archive holds, as people and programs see it."""

from __future__ import annotations

import msgspec
import pytest

from earwitness import actions
from earwitness.actions import Desk, Filters
from earwitness.errors import BadInput, NotFound, WrongUsage

ADA = "Ada Example"


def ids(desk: Desk) -> list[str]:
    return [listed.id for listed in actions.list_conversations(desk, order="added").conversations]


def test_show_tells_a_conversation_whole(inquiry: Desk) -> None:
    bridge, _ = ids(inquiry)
    shown = msgspec.json.decode(msgspec.json.encode(actions.show(inquiry, bridge)))
    assert set(shown) >= {
        "id", "title", "genre", "access", "held", "published", "languages", "speakers", "sources", "recordings",
        "transcripts",
    }  # fmt: skip
    (transcript,) = shown["transcripts"]
    assert set(transcript) >= {"id", "kind", "language", "revision", "source", "format", "made_by", "doubts", "turns"}
    first = transcript["turns"][0]
    assert first == {
        "id": f"{transcript['id']}.1",
        "number": 1,
        "speakers": [f"{transcript['id']}.p1"],
        "text": "This is the Meridian, we have water on the car deck.",
        "raw": "Bridge: This is the Meridian, we have water on the car deck.",
        "start": None, "end": None, "language": "en", "marks": [], "printed": None, "inferred": False, "access": "open",
        "checked": None,
    }  # fmt: skip
    assert [speaker["labels"] for speaker in shown["speakers"]] == [["Bridge"], ["Watch"]]
    assert {speaker["id"] for speaker in shown["speakers"]} >= set(first["speakers"])
    assert shown["held"] == {"date": None, "certainty": "unknown", "why": ""}


def test_every_id_of_a_conversation_shows_it(inquiry: Desk) -> None:
    bridge, _ = ids(inquiry)
    shown = actions.show(inquiry, bridge)
    (transcript,) = shown.transcripts
    for id in (transcript.id, transcript.turns[2].id, shown.speakers[1].id, shown.sources[0].id):
        assert actions.show(inquiry, id) == shown
    act = actions.log(inquiry).acts[0].id
    for other in (act, f"{transcript.id}.99", "s0000000000"):
        with pytest.raises(NotFound):
            actions.show(inquiry, other)


def test_a_revision_is_a_transcripts(inquiry: Desk) -> None:
    bridge, _ = ids(inquiry)
    (transcript,) = actions.show(inquiry, bridge).transcripts
    assert actions.show(inquiry, transcript.id, revision=1) == actions.show(inquiry, bridge)
    with pytest.raises(NotFound):
        actions.show(inquiry, transcript.id, revision=2)
    with pytest.raises(WrongUsage):
        actions.show(inquiry, bridge, revision=1)


def test_a_source_tells_where_it_comes_from_item_by_item(inquiry: Desk) -> None:
    bridge, _ = ids(inquiry)
    (source,) = actions.show(inquiry, bridge).sources
    detail = actions.show_source(inquiry, source.id)
    said = dict(detail.capture)
    assert all(said.values()), "nothing is left blank"
    assert said["Publisher"] == "unknown: neither the page nor the person who added it said"
    assert said["Collected by"] == ADA
    assert said["SHA-256"] == source.sha256
    assert (inquiry.path / detail.object).read_bytes() == inquiry.archive.objects.read(source.sha256)
    assert [(event.event, event.agent) for event in detail.custody] == [("capture", ADA), ("ingestion", ADA)]
    assert [listed.id for listed in detail.conversations] == [bridge]
    assert detail.checks[0].startswith(f"sha256sum {detail.object} ")


def test_the_list_is_narrowed_ordered_and_paged(desk: Desk, add, page) -> None:
    calls = {
        "a": ("Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred.\n", "2031-11", "radio"),
        "b": ("Мать: Ты закрыл дверь?\nИлья: Боцман закрыл, я видел.\nМать: Поклянись мне.\n", "2031-10-02", "call"),
        "c": ("Mother: Did you close the bow door?\nIlya: The bosun closed it.\nMother: Swear to me.\n", None, None),
    }  # fmt: skip
    made = {}
    for name, (text, held, genre) in calls.items():
        (item,) = add(page(f"{name}.txt", text), publisher="Harbour Courier" if name == "c" else None).added
        made[name] = item.conversations[0]
        fields = {"title": name.upper(), **({"held": held} if held else {}), **({"genre": genre} if genre else {})}
        actions.describe(desk, made[name], agent=ADA, fields=fields)
    actions.describe(desk, f"{item.transcripts[0]}.p1", agent=ADA, fields={"role": "a mother"})

    def listed(order="held", limit=None, offset=0, **filters) -> list[str]:
        found = actions.list_conversations(desk, Filters(**filters), order=order, limit=limit, offset=offset)
        return [line.title for line in found.conversations]

    assert listed() == ["B", "A", "C"], "by when they were held, the unknown last"
    assert listed(order="added") == ["A", "B", "C"]
    assert listed(order="newest") == ["C", "B", "A"]
    assert listed(limit=1, offset=1) == ["A"]
    assert actions.list_conversations(desk, limit=1).total == 3
    assert listed(since="2031-11-05") == ["A"]
    assert listed(until="2031-10") == ["B"]
    assert listed(language="ru") == ["B"]
    assert listed(genre="radio") == ["A"]
    assert listed(publisher="courier") == ["C"]
    assert listed(role="mother") == ["C"]
    assert listed(kind="translation") == []
    with pytest.raises(BadInput):
        listed(order="luck")
    with pytest.raises(WrongUsage):
        listed(limit=-1)


def test_search_finds_words_in_any_form_with_their_neighbours(inquiry: Desk) -> None:
    bridge, _ = ids(inquiry)
    found = actions.search(inquiry, "passenger")
    (hit,) = found.hits
    assert (found.total, found.turns, found.stale) == (1, 1, None)
    assert (hit.conversation, hit.turn, hit.speakers, hit.title) == (bridge, 3, ("Bridge",), "Bridge and coast guard")
    assert [hit.text[start:end] for start, end in hit.highlights] == ["passengers"]
    assert (hit.before, hit.after) == ("How many souls are aboard?", "Stay on this channel.")
    assert actions.show(inquiry, hit.turn_id).id == bridge
    assert actions.search(inquiry, "passenger", exact=True).total == 0
    assert actions.search(inquiry, "passengers", exact=True).total == 1


def test_search_is_narrowed_counted_and_paged(inquiry: Desk) -> None:
    bridge, kitchen = ids(inquiry)
    everything = actions.search(inquiry, "*", limit=3)
    assert (everything.total, len(everything.hits)) == (7, 3)
    pages = [hit.turn_id for offset in (0, 3, 6) for hit in actions.search(inquiry, "*", limit=3, offset=offset).hits]
    assert len(set(pages)) == 7, "no turn comes twice, none is left out"
    assert actions.search(inquiry, "*", in_=kitchen, limit=0).total == 3
    assert actions.search(inquiry, "*", in_=[bridge, kitchen], limit=0).total == 7
    assert actions.search(inquiry, "*", speaker="Ilya").total == 1
    assert actions.search(inquiry, "*", language="ru").total == 0
    assert everything.facets["language"] == [("en", 7)]
    assert actions.search(inquiry, "*", by="kind").facets == {"kind": [("transcription", 7)]}
    assert actions.search(inquiry, "*", facets=False).facets == {}
    with pytest.raises(NotFound):
        actions.search(inquiry, "*", in_="c0000000000")
    with pytest.raises(WrongUsage):
        actions.search(inquiry, "*", by="colour")


def test_words_are_shown_in_context(inquiry: Desk) -> None:
    found = actions.search(inquiry, "water", concordance=True)
    (line,) = found.lines
    assert (line.left, line.keyword, line.right) == ("This is the Meridian, we have ", "water", " on the car deck.")
    assert found.hits == ()


def test_an_id_of_another_thing_is_not_offered_instead_of_itself(desk: Desk, filed) -> None:
    with pytest.raises(NotFound) as raised:
        actions.show_source(desk, filed.conversations[0])
    assert raised.value.message == f"there is no source {filed.conversations[0]}: that is a conversation"
    with pytest.raises(NotFound) as raised:
        actions.show_source(desk, filed.source[:-1] + "u")
    assert raised.value.near == (filed.source,)
