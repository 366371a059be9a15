"""Two programs at once on one archive, and somebody who reads meanwhile."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk, Filters
from earwitness.errors import Conflict

WRITER = """
import sys
from earwitness import actions
desk = actions.open_desk(sys.argv[1])
for path in sys.argv[2:]:
    (item,) = actions.add(desk, [path], agent=sys.argv[2]).added
    assert item.status == "added", item
    actions.describe(desk, item.conversations[0], agent="x", fields={"status": "seen"})
"""


def test_two_write_and_one_reads(desk: Desk, page, tmp_path: Path) -> None:
    """No act is refused or lost, no question fails, and what is found is always there to be shown."""
    text = "Bridge: This is call {} of {}.\nWatch: Heard, go on.\nBridge: We are taking water.\n"
    batches = [[page(f"{who}{n}.txt", text.format(n, who)) for n in range(6)] for who in ("ada", "boris")]
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(desk.path), *paths], stderr=subprocess.PIPE, text=True)
        for paths in batches
    ]
    seen = [0]
    while any(writer.poll() is None for writer in writers):
        found = actions.search(desk, "water", limit=50)
        assert len(found.hits) == found.total or found.stale
        for hit in found.hits:
            assert actions.show(desk, hit.turn_id).id == hit.conversation
        total = actions.list_conversations(desk).total
        assert seen[-1] <= total
        seen.append(total)
    for writer in writers:
        assert writer.communicate()[1] == ""
        assert writer.returncode == 0
    assert 2 < len(set(seen)), "the reader saw it grow"
    assert actions.list_conversations(desk, Filters(status="seen")).total == 12
    assert actions.search(desk, "water", limit=0).total == 12
    log = actions.log(desk, limit=None)
    assert [act.sequence for act in log.acts] == list(range(24, 0, -1))
    assert actions.verify(desk).faults == ()
    assert (tmp_path / "archive" / "incoming").exists() is False


def test_an_act_on_what_another_changed_is_refused(desk: Desk, filed) -> None:
    """Two people open the same form; the second to send it is shown both."""
    with actions.open_desk(desk.path) as other:
        (id,) = filed.conversations
        actions.describe(other, id, agent="Boris", fields={"title": "B"}, expected={"title": "Bridge and coast guard"})
        with pytest.raises(Conflict) as raised:
            actions.describe(desk, id, agent="Ada", fields={"title": "A"}, expected={"title": "Bridge and coast guard"})
        assert (raised.value.expected, raised.value.found) == ("Bridge and coast guard", "B")
        assert actions.show(desk, id).title == "B"
