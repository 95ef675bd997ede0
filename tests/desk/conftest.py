"""The desk of the example, and a browser at it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from mashang.county import County
from mashang.desk.app import make_app
from mashang.desk.state import Desk
from tests.desk.pressing import TODAY, wait


@pytest.fixture
def desk(built: Path) -> Iterator[Desk]:
    """The desk of the example, built."""
    found = Desk(County(built), lambda: TODAY, lambda: None)
    yield found
    wait(found)
    found.sites.close()


@pytest.fixture(scope="session")
def shown(example: Path) -> Iterator[Desk]:
    """The desk of the example, which it has looked at; tests only look at its pages."""
    found = Desk(County(example), lambda: TODAY, lambda: None)
    found.look()
    wait(found)
    yield found
    wait(found)
    found.sites.close()


@pytest.fixture
def onlooker(shown: Desk) -> TestClient:
    """A browser at it."""
    return TestClient(make_app(shown))


@pytest.fixture
def client(desk: Desk) -> TestClient:
    """A browser at the desk, after it has looked at the county."""
    browser = TestClient(make_app(desk))
    browser.get("/")
    wait(desk)
    return browser
