"""What every test may use, and the rule that nothing is skipped where nothing needs to be."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")  # no test depends on time: a busy machine makes none of them fail

MEMORY = Path("/dev/shm")
ROOM = 4 << 30
"""Bytes that the suite's archives take at most, with plenty to spare."""

if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and ROOM < shutil.disk_usage(MEMORY).free:
    # Archives sync each act to the disk. No test cuts the power, so memory keeps them as well, and a quarter faster.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared test data beside the project; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "tellings").is_dir():
        pytest.skip("the shared test data is not beside the project")
    return folder


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser is another program on a busy machine: what fails in it is tried once more, and the summary says `rerun`."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """With EARWITNESS_NOTHING_SKIPPED set, a skipped test is a failure: a skip must not hide a gap."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("EARWITNESS_NOTHING_SKIPPED") and reporter is not None and reporter.stats.get("skipped"):
        for report in reporter.stats["skipped"]:
            reporter.write_line(f"skipped, and nothing may be here: {report.nodeid}: {report.longrepr}")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
