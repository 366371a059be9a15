"""`search --collocates` and `keyness`, over an archive: sets, ids, queries, and nothing that is withheld."""

import csv
import io

import pytest

from earwitness import actions
from earwitness.errors import BadQuery, NotFound, WrongUsage

from .conftest import ADA, CALL, KITCHEN


@pytest.fixture
def two(desk, page, add):
    """The conversations of the bridge and of the kitchen."""
    return tuple(add(page(f"{n}.txt", text)).added[0].conversations[0] for n, text in enumerate((CALL, KITCHEN)))


def test_words_beside_another(desk, two):
    found = actions.collocate(desk, "door", least=1, window=2)
    assert {one.word: one.count for one in found.collocates} == {"the": 1, "bow": 1}
    assert (found.occurrences, found.dispersion.conversations, found.dispersion.of) == (1, 1, 2)
    assert actions.collocate(desk, "door", least=2).collocates == ()
    rows = list(csv.reader(io.StringIO(actions.collocates_table(found).decode("utf-8-sig"))))
    assert rows[0][0] == "word" and {row[0] for row in rows[1:]} == {"the", "bow"}
    assert actions.collocate(desk, "door", least=1, in_=two[0]).occurrences == 0


def test_keyness_of_a_set_of_ids_and_of_a_query(desk, two):
    bridge, kitchen = two
    actions.triage(desk, [kitchen], agent=ADA, add_sets=("Kitchen",))
    by_set = actions.compare(desk, "Kitchen", least=1)
    by_id = actions.compare(desk, kitchen, against=bridge, least=1)
    by_query = actions.compare(desk, f"in:{kitchen}", against="rest", least=1)
    assert by_set.keywords == by_id.keywords == by_query.keywords
    word = next(one for one in by_set.keywords if one.word in ("close", "closed"))
    assert (word.count, word.against, word.conversations) == (2, 0, 1)
    assert 0 < word.log_likelihood and 0 < word.log_ratio
    rows = list(csv.reader(io.StringIO(actions.keyness_table(by_set).decode("utf-8-sig"))))
    assert len(rows) == 1 + by_set.found
    with pytest.raises(NotFound, match="no set"):
        actions.compare(desk, "Garden")
    with pytest.raises(NotFound, match="no set"):
        actions.compare(desk, "Kitchen", audience="others")


def test_what_is_withheld_is_not_counted_for_others(desk, two):
    everyone = actions.compare(desk, f"in:{two[0]}", least=1)
    assert 0 < everyone.against_words, "the control"
    actions.describe(desk, two[1], agent=ADA, fields={"access": "restricted"})
    assert actions.compare(desk, f"in:{two[0]}", least=1, audience="others").against_words == 0
    assert actions.collocate(desk, "door", least=1, audience="others").occurrences == 0
    assert actions.collocate(desk, "water", least=1, audience="others").words == everyone.words


def test_wrong_usage(desk, two):
    with pytest.raises(BadQuery, match="no word"):
        actions.collocate(desk, "speaker:mother")
    with pytest.raises(WrongUsage, match="sorted"):
        actions.collocate(desk, "door", sort="beauty")
    with pytest.raises(WrongUsage, match="no part"):
        actions.compare(desk, " ")
