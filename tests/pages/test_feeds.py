"""Feeds: real dates only, addresses that are whole, identifiers that stay, lines that calendars can read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from mashang.addresses import CALENDAR, FEED
from mashang.figures.site import derive_figures
from mashang.model import (
    Department,
    ListEdition,
    ListEntry,
    ListKind,
    Measure,
    MonthState,
    NamedList,
    ProgressReport,
    Publication,
    ReportingMonth,
)
from mashang.pages.feeds import MOST_ENTRIES, format_calendar, list_entries, render_feeds
from mashang.pages.site import Site
from mashang.periods import Deadline, YearMonth
from mashang.records import Adjustment
from tests.pages.reader import SETTINGS, make_site

ATOM = "{http://www.w3.org/2005/Atom}"
OCTOBER = YearMonth(2026, 10)
YEAR_END = Deadline("2026年12月底前", date(2026, 12, 31))
PUBLICATION = Publication(
    departments=(Department("D1", "明川县审批局"),),
    measures=(
        Measure("M1", "一次办好", "政务环境", "甲", "D1", YEAR_END, published_on=date(2026, 5, 1)),
        Measure("M2", "减证; 减时, 减环节", "政务环境", "乙", "D1", YEAR_END, published_on=date(2026, 5, 1)),
        Measure("M3", "常办", "政务环境", "丙", "D1", Deadline("长期坚持", None), published_on=date(2026, 6, 1)),
    ),
    months=(
        ReportingMonth(OCTOBER, date(2026, 11, 5), MonthState.REVIEWED, summary="总体平稳 <好>"),
        ReportingMonth(OCTOBER.following, date(2026, 12, 5), MonthState.DRAFT),
    ),
    reports=(ProgressReport(OCTOBER, "M1", "办完", Decimal(100)), ProgressReport(OCTOBER, "M2", "在办", Decimal(40))),
    lists=(
        NamedList(
            "positive",
            "正面清单",
            ListKind.POSITIVE,
            "D1",
            editions=(
                ListEdition(date(2026, 3, 1), (ListEntry("1", "甲"),)),
                ListEdition(date(2026, 9, 1), (ListEntry("1", "甲"), ListEntry("2", "乙"))),
            ),
        ),
    ),
)


def make(publication: Publication = PUBLICATION) -> Site:
    """A site in production."""
    return make_site(publication, derive_figures(publication, (), SETTINGS, drafts=False))


def read_feed(site: Site) -> list[dict[str, str]]:
    """The entries of the feed; a link is its address."""
    root = ET.fromstring(render_feeds(site)[FEED])  # noqa: S314 — our own words
    return [
        {child.tag.removeprefix(ATOM): child.get("href") or child.text or "" for child in entry}
        for entry in root.iter(f"{ATOM}entry")
    ]


def read_events(text: str) -> list[dict[str, str]]:
    """The events of a calendar as another program reads them: lines unfolded, then parted at the first colon."""
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    events: list[dict[str, str]] = []
    for line in text.replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and line:
            events[-1].setdefault(name, re.sub(r"\\([\\;,])", r"\1", value.replace("\\n", "\n")))
    return events


def test_changes_come_newest_first_with_real_dates() -> None:
    """Months, editions with their difference, measures by the day they came out; no draft."""
    entries = read_feed(make())
    assert [(entry["title"], entry["updated"]) for entry in entries] == [
        ("2026年10月进展", "2026-11-05T00:00:00+08:00"),
        ("正面清单（2026-09-01 版）", "2026-09-01T00:00:00+08:00"),
        ("新公开 1 项措施", "2026-06-01T00:00:00+08:00"),
        ("新公开 2 项措施", "2026-05-01T00:00:00+08:00"),
        ("正面清单（2026-03-01 版）", "2026-03-01T00:00:00+08:00"),
    ]
    assert entries[0]["summary"].endswith("\n总体平稳 <好>")
    assert entries[0]["summary"].startswith("共 3 项措施：已完成 1 项")
    assert entries[1]["summary"] == "新增 1 项。共 2 项。"
    assert entries[4]["summary"] == "第一版。共 1 项。"
    assert [entry["link"] for entry in entries] == [
        f"https://www.example.com/yshj/{target}"
        for target in (
            *("progress/2026-10/", "lists/positive/2026-09-01/"),
            *("measures/M3/", "measures/", "lists/positive/2026-03-01/"),
        )
    ]


def test_the_feed_says_who_and_since_when() -> None:
    """Atom wants an identifier, a title, a moment, an author and its own address."""
    root = ET.fromstring(render_feeds(make())[FEED])  # noqa: S314 — our own words
    assert root.findtext(f"{ATOM}updated") == "2026-11-05T00:00:00+08:00"
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "明川县营商办"
    assert root.findtext(f"{ATOM}id")
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": "https://www.example.com/yshj/feed.xml", "alternate": "https://www.example.com/yshj/"}


def test_an_entry_keeps_its_identifier() -> None:
    """No two are alike, and neither what came later nor another address of the site changes one."""
    before = [entry["id"] for entry in read_feed(make())]
    assert len(set(before)) == len(before)
    december = ReportingMonth(OCTOBER.following, date(2026, 12, 5), MonthState.REVIEWED)
    later = replace(PUBLICATION, months=(PUBLICATION.months[0], december))
    moved = replace(make(later), settings=replace(SETTINGS, site_url="https://new.example.com/"))
    assert [entry["id"] for entry in read_feed(moved)][1:] == before


def test_only_the_newest_changes_are_listed() -> None:
    """The feed stays short, however long a county publishes."""
    first = date(2020, 1, 1)
    measures = tuple(
        replace(PUBLICATION.measures[0], id=f"M{day}", published_on=first + timedelta(days=day)) for day in range(50)
    )
    entries = read_feed(make(Publication(departments=PUBLICATION.departments, measures=measures)))
    assert len(entries) == MOST_ENTRIES
    assert entries[0]["updated"].startswith("2020-02-19")


def test_a_site_without_a_date_has_an_empty_feed() -> None:
    """Nothing is invented: no entry, and no moment of today."""
    feed = render_feeds(make_site(Publication()))[FEED]
    assert "<entry>" not in feed
    assert set(re.findall(r"\b20\d\d\b", feed)) == {"2005"}, "the year in the name of Atom's namespace"


def test_deadlines_of_what_is_not_done_are_events() -> None:
    """One event of a whole day for each; nothing for what is done or has no end."""
    (event,) = read_events(render_feeds(make())[CALENDAR])
    assert event["UID"] == "measures/M2@www.example.com"
    assert event["DTSTART;VALUE=DATE"] == "20261231"
    assert event["DTEND;VALUE=DATE"] == "20270101"
    assert event["SUMMARY"] == "M2 减证; 减时, 减环节（时限）"
    assert event["DESCRIPTION"].startswith("牵头单位：明川县审批局\n完成时限：2026年12月底前\n2026年10月末：")
    assert event["URL"] == "https://www.example.com/yshj/measures/M2/"
    assert event["DTSTAMP"] == "20261105T000000Z"


def test_a_deadline_without_any_report_is_an_event() -> None:
    """Before the first month nothing is done."""
    events = read_events(format_calendar(make_site(PUBLICATION)))
    assert [event["UID"][:11] for event in events] == ["measures/M1", "measures/M2"]
    assert read_events(format_calendar(make()))[0]["UID"] == events[1]["UID"]


@given(st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=120))
def test_any_title_survives_the_lines_of_a_calendar(title: str) -> None:
    """No line is longer than 75 octets, no character is cut, and what was written is read."""
    measure = replace(PUBLICATION.measures[0], title=title)
    text = format_calendar(make_site(replace(PUBLICATION, measures=(measure,), months=(), reports=())))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    unescaped = re.sub(
        r"\\(.)", r"\1", re.search(r"SUMMARY:(.*?)\r\n(?! )", text.replace("\r\n ", "")).group(1)  # type: ignore[union-attr] # every event has one
    )  # fmt: skip
    assert unescaped == f"M1 {title}（时限）"


def test_an_entry_names_measures_as_they_were_called_then() -> None:
    """A title that was adjusted since stays what it was on the day of publication; the adjustment has its own."""
    renamed = Adjustment("M3", "title", OCTOBER, "照办", "常办", "县政府", date(2026, 10, 8), "统一名称")
    site = make_site(replace(PUBLICATION, adjustments=(renamed,)))
    texts = {entry.title: entry.text for entry in list_entries(site)}
    assert texts["新公开 1 项措施"] == "M3 照办"
    assert texts["措施调整 1 处"].startswith("M3 常办：标题")
