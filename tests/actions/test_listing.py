"""`list`: filters that cannot match are said to be none, and dates are read as everywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from earwitness import actions
from earwitness.actions import Desk, Filters
from earwitness.errors import BadInput

from .conftest import ADA

CALL = "Bridge: Zero hour at %s.\nWatch: Understood, all of you.\nBridge: We are on our way.\nWatch: Good.\n"


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, dict[str, str]]]:
    """An archive for those who only look, and its conversations by the day they took place."""
    folder, ids = tmp_path_factory.mktemp("dated"), {}
    with actions.init(folder / "archive") as desk:
        for date in ("2031-11-14T20:50", "2031-11-14", "2031-11", "2031-12-01", "2032"):
            page = folder / f"{date.replace(':', '.')}.txt"
            page.write_text(CALL % date, encoding="utf-8")
            (item,) = actions.add(desk, [str(page)], agent=ADA, language="en").added
            ids[date] = item.conversations[0]
            actions.describe(desk, ids[date], agent=ADA, fields={"held": date})
        yield desk, ids


@pytest.mark.parametrize(
    ("asked", "left_out"),
    [
        ({"since": "2031-12"}, ["2031-11-14T20:50", "2031-11-14", "2031-11"]),
        ({"since": "December 2031"}, ["2031-11-14T20:50", "2031-11-14", "2031-11"]),
        ({"since": "15 November 2031"}, ["2031-11-14T20:50", "2031-11-14"]),
        ({"since": "2031-11-14T21:00"}, ["2031-11-14T20:50"]),
        ({"until": "2031-11-14"}, ["2031-12-01", "2032"]),
        ({"until": "2031"}, ["2032"]),
        ({"until": "2031-11~"}, ["2031-12-01", "2032"]),
        (
            {"since": "2031-11-30/2031-12-31", "until": "2031-11-30/2031-12-31"},
            ["2031-11-14T20:50", "2031-11-14", "2032"],
        ),
        ({"since": "../2031"}, []),
        ({"language": "EN"}, []),
    ],
)
def test_a_date_may_be_given_as_everywhere(
    dated: tuple[Desk, dict[str, str]], asked: dict[str, str], left_out: list[str]
) -> None:
    desk, ids = dated
    found = {listed.id for listed in actions.list_conversations(desk, Filters(**asked)).conversations}
    assert sorted(date for date, id in ids.items() if id not in found) == sorted(left_out)


@pytest.mark.parametrize(
    "asked",
    [
        {"since": "yesterday"},
        {"until": "2031-13-45"},
        {"since": "05/06/2031"},
        {"language": "English"},
        {"kind": "song"},
        {"genre": "opera"},
    ],
)
def test_a_word_that_cannot_match_is_no_filter(desk: Desk, filed, asked: dict[str, str]) -> None:
    assert actions.list_conversations(desk).total == 1
    with pytest.raises(BadInput):
        actions.list_conversations(desk, Filters(**asked))


def test_every_door_narrows_by_the_same_filters() -> None:
    """The command's options, the page's fields and the API's parameters are those of the one value behind them."""
    import inspect

    from earwitness.cli.list import command
    from earwitness.web import api, conversations

    names = set(Filters.__struct_fields__)
    assert names <= {option.name for option in command.params}
    assert {*conversations.PLAIN, *conversations.WORK} == names
    asked = inspect.signature(api.list_conversations.fn).parameters
    assert set(asked) - {"keeper", "order", "limit", "offset"} == names
