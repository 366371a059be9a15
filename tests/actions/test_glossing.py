"""The glossary and the archive: where terms are said, how the search uses them, how translations say them."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions.glossed import RenderingShown
from earwitness.model.glossary import FILE

ADA = "Ada Example"
ROAD = """Radio on the road. 3 March 2031. A fictional exchange.

Comb: У нас двое трёхсотых.
Base: Повтори, сколько?
Comb: Два 300. До моста 300 метров.
Base: Держитесь, коробочка идёт.
"""
TOLD = """Radio on the road. 3 March 2031. A fictional exchange.

Comb: We have two wounded.
Base: Say again, how many?
Comb: Two casualties. To the bridge it is 300 metres.
Base: Hold on, the carrier is coming.
"""
TERM = {
    "term": "300", "language": ["ru", "uk"], "forms": ["трёхсотый", "трьохсотий"], "meaning": {"en": "Wounded."},
    "source": "a test", "renderings": {"en": ["wounded", "casualty", "injured"]}, "besides": ["300 метров", "300 metres"],
}  # fmt: skip


@pytest.fixture(scope="module")
def road(tmp_path_factory):
    """An archive with one invented exchange in Russian and in English, and a term."""
    folder = tmp_path_factory.mktemp("road")
    (folder / "road.ru.txt").write_text(ROAD, encoding="utf-8")
    (folder / "road.en.txt").write_text(TOLD, encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        first = actions.add(desk, [str(folder / "road.ru.txt")], agent=ADA, language="ru").added[0]
        actions.add(
            desk, [str(folder / "road.en.txt")], agent=ADA, language="en", conversation=first.conversations[0],
            kind="translation",
        )  # fmt: skip
        actions.add_term(desk, TERM, agent=ADA)
        yield desk


def test_a_term_knows_where_it_is_said(road):
    uses = actions.term(road, "300").uses
    assert (uses.passages, uses.conversations, uses.at_least) == (2, 1, False)
    assert uses.first.text == "У нас двое трёхсотых."
    assert [uses.first.text[start:end] for start, end in uses.first.highlights] == ["трёхсотых"]


def test_the_search_finds_the_other_words_unless_told_not_to(road):
    def texts(query, **options):
        return sorted(hit.text for hit in actions.search(road, query, language="ru", **options).hits)

    assert texts("трьохсотий") == ["Два 300. До моста 300 метров.", "У нас двое трёхсотых."]
    assert texts("трьохсотий", glossary=False) == texts("трьохсотий", exact=True) == []
    assert texts("300") == texts("трьохсотий")
    assert texts("300 сколько") == []
    assert texts("-трёхсотый Base") == texts("-трёхсотый Base", glossary=False)
    (hit,) = [hit for hit in actions.search(road, "трьохсотий", language="ru").hits if "двое" in hit.text]
    assert [hit.text[start:end] for start, end in hit.highlights] == ["трёхсотых"]


def test_translations_that_say_a_term_in_different_ways_are_named(road):
    (rendered,) = actions.term(road, "300").rendered
    assert (rendered.language, rendered.differ) == ("en", True)
    assert [(each.words, each.count) for each in rendered.renderings] == [("casualty", 1), ("wounded", 1)]
    assert all(isinstance(each, RenderingShown) and each.turns for each in rendered.renderings)
    checked = actions.check_glossary(road)
    assert [each.term for each in checked.warnings] == ["300"]
    assert (checked.terms, checked.unused, checked.ambiguous) == (1, (), ())


def test_what_others_may_not_see_is_not_counted(road):
    assert actions.term(road, "300", audience="others").uses.passages == 2
    home = actions.list_conversations(road).conversations[0].id
    done = actions.describe(road, home, agent=ADA, fields={"access": "restricted"})
    hidden = actions.term(road, "300", audience="others")
    assert (hidden.uses.passages, hidden.uses.examples, hidden.rendered) == (0, (), ())
    assert actions.term(road, "300").uses.passages == 2
    actions.undo(road, done.act, agent=ADA)


def test_a_translation_does_not_tell_others_what_a_withheld_turn_says(road):
    russian = next(hit for hit in actions.search(road, "двое", language="ru").hits)
    done = actions.describe(road, russian.turn_id, agent=ADA, fields={"access": "restricted"})
    (rendered,) = actions.term(road, "300", audience="others").rendered
    assert [(each.words, each.count) for each in rendered.renderings] == [("casualty", 1)]
    assert len(actions.term(road, "300").rendered[0].renderings) == 2
    actions.undo(road, done.act, agent=ADA)


def test_an_edited_file_is_the_keepers_own_business(desk):
    (desk.path / FILE).write_text("# to come\n", encoding="utf-8")
    assert "edited" in actions.check_glossary(desk).notice
    assert actions.check_glossary(desk, audience="others").notice == ""


def test_the_table_has_a_row_for_each_term(road):
    header, row, *rest = actions.write_glossary(road).decode("utf-8-sig").splitlines()
    assert header.startswith("term,language,forms,meaning,source")
    assert row.startswith("300,ru uk,трёхсотый; трьохсотий,en: Wounded.,a test,")
    assert rest == []
