"""What can be subscribed to: changes of the site (Atom, RFC 4287) and deadlines of measures (iCalendar, RFC 5545).

All times are real dates of publication, so that the same content gives the same bytes. Identifiers are made of
the address behind the printed codes, which never changes, and of what the entry is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from mashang.addresses import CALENDAR, CORRECTIONS, FEED, HOME, MEASURES, list_address, measure_address, month_address
from mashang.derived import Mark, MonthFigures, Status, list_tasks
from mashang.model import Measure
from mashang.pages.adjustments import ShownAdjustment, show_adjustments
from mashang.pages.corrections import ShownCorrection, list_corrections
from mashang.pages.site import Site
from mashang.periods import YearMonth

MOST_ENTRIES = 30
_MOST_NAMED = 20
_LINE = 75
"""Octets that a line of a calendar may have, its end not counted (RFC 5545, 3.1)."""
_NEVER = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: what was published on which day, and where it stands."""

    day: date
    title: str
    text: str
    target: str
    topic: str
    """What distinguishes it from everything else of its day, for ever."""


def render_feeds(site: Site) -> dict[str, str]:
    """The feed of changes and the calendar of deadlines: address → text."""
    return {FEED: format_feed(site), CALENDAR: format_calendar(site)}


def list_entries(site: Site) -> tuple[Entry, ...]:
    """The newest changes, the newest first: months, corrections, adjustments, editions, measures."""
    found = [
        *_list_months(site),
        *_list_editions(site),
        *_list_measures(site),
        *_list_corrections(site),
        *_list_adjustments(site),
    ]
    found.sort(key=lambda entry: (entry.day, entry.topic), reverse=True)
    return tuple(found[:MOST_ENTRIES])


def _list_months(site: Site) -> Iterator[Entry]:
    for figures in site.figures.months:
        month = figures.month
        text = "\n".join(part for part in (_count(figures), month.summary) if part)
        target = month_address(month.month)
        yield Entry(month.published_on, f"{month.month.label}进展", text, target, target)


def _count(figures: MonthFigures) -> str:
    counts = [(status.value, figures.overall.count(status)) for status in Status]
    counted = "、".join(f"{name} {count} 项" for name, count in counts if count)
    marks = [f"{mark.value} {count} 项" for mark in Mark if (count := figures.overall.count_marked(mark))]
    apart = f"其中{'、'.join(marks)}。" if marks else ""
    return f"共 {figures.overall.total} 项措施：{counted}。{apart}" if counted else ""


def _list_editions(site: Site) -> Iterator[Entry]:
    sentences = {(found.list_id, found.after): found.sentence for found in site.figures.differences}
    for named in site.publication.lists:
        for edition in named.editions:
            day = edition.published_on
            sentence = sentences.get((named.id, day), "第一版")
            target = list_address(named.id, day)
            yield Entry(
                day,
                f"{named.name}（{day.isoformat()} 版）",
                f"{sentence}。共 {len(edition.entries)} 项。",
                target,
                target,
            )


def _list_measures(site: Site) -> Iterator[Entry]:
    days: dict[date, list[Measure]] = {}
    for measure in site.publication.measures:
        if measure.published_on:
            days.setdefault(measure.published_on, []).append(measure)
    for day, published in days.items():
        tasks = list_tasks(site.publication.measures, day)
        measures = [measure for measure in published if measure.id not in tasks]
        if not measures:
            continue
        month = YearMonth.of(day)
        shown = (site.publication.find_measure(measure.id, month) for measure in measures[:_MOST_NAMED])
        names = "\n".join(f"{measure.id} {measure.title}" for measure in shown)
        more = f"\n等 {len(measures)} 项" if len(measures) > _MOST_NAMED else ""
        target = measure_address(measures[0].id) if len(measures) == 1 else MEASURES
        yield Entry(day, f"新公开 {len(measures)} 项措施", names + more, target, MEASURES)


def _list_corrections(site: Site) -> Iterator[Entry]:
    """An entry for a month and a day, however many cells were corrected."""
    groups: dict[tuple[date, YearMonth], list[ShownCorrection]] = {}
    for one in list_corrections(site):
        groups.setdefault((one.correction.corrected_on, one.correction.month), []).append(one)
    for (day, month), corrections in groups.items():
        lines = [
            f"{one.title}。{one.correction.reason}（{one.correction.office}）" for one in corrections[:_MOST_NAMED]
        ]
        more = [f"等 {len(corrections)} 处"] if len(corrections) > _MOST_NAMED else []
        title = f"{month.label}进展更正 {len(corrections)} 处"
        yield Entry(day, title, "\n".join([*lines, *more]), CORRECTIONS, f"{CORRECTIONS}{month}")


def _list_adjustments(site: Site) -> Iterator[Entry]:
    """An entry for each day on which adjustments were approved."""
    days: dict[date, list[ShownAdjustment]] = {}
    for one in show_adjustments(site.publication, site.publication.adjustments):
        days.setdefault(one.adjustment.decided_on, []).append(one)
    for day, adjustments in days.items():
        lines = [f"{one.what}：{one.heading}，{one.adjustment.month.label}起" for one in adjustments[:_MOST_NAMED]]
        more = [f"等 {len(adjustments)} 处"] if len(adjustments) > _MOST_NAMED else []
        targets = {one.target for one in adjustments}
        target = targets.pop() if len(targets) == 1 else MEASURES
        yield Entry(day, f"措施调整 {len(adjustments)} 处", "\n".join([*lines, *more]), target, "adjustments")


def format_feed(site: Site) -> str:
    """The newest changes as an Atom feed. Addresses are whole, as feeds want them."""
    settings, entries = site.settings, list_entries(site)
    root = ET.Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "zh-CN"})
    _add(root, "id", _tag(site, _NEVER, FEED))
    _add(root, "title", f"{settings.name}：更新")
    _add(root, "updated", _moment(max((entry.day for entry in entries), default=_NEVER)))
    ET.SubElement(root, "link", {"rel": "self", "href": settings.site_url + FEED, "type": "application/atom+xml"})
    ET.SubElement(root, "link", {"rel": "alternate", "href": settings.site_url + HOME, "type": "text/html"})
    _add(ET.SubElement(root, "author"), "name", settings.organiser)
    for entry in entries:
        item = ET.SubElement(root, "entry")
        _add(item, "id", _tag(site, entry.day, entry.topic))
        _add(item, "title", entry.title)
        _add(item, "updated", _moment(entry.day))
        ET.SubElement(item, "link", {"rel": "alternate", "href": _whole(site, entry.target), "type": "text/html"})
        _add(item, "summary", entry.text)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _moment(day: date) -> str:
    """The beginning of a day in China; nobody writes down the hour of a publication."""
    return f"{day.isoformat()}T00:00:00+08:00"


def _tag(site: Site, day: date, topic: str) -> str:
    """A tag URI (RFC 4151)."""
    return f"tag:{_host(site)},{day.isoformat()}:{quote(topic)}"


def _host(site: Site) -> str:
    return urlsplit(site.settings.code_base).hostname or ""


def _whole(site: Site, target: str) -> str:
    return site.settings.site_url + quote(target)


def format_calendar(site: Site) -> str:
    """The deadlines of all measures that were not done at the end of the newest month, as events of a day each."""
    stamp = f"{site.changed_on or _NEVER:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mashang//ZH",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escape(f'{site.settings.name}：措施完成时限')}",
    ]
    for measure in site.publication.measures:
        standing = site.latest_standing.get(measure.id)
        if measure.counted and measure.deadline.due and not (standing and standing.status is Status.DONE):
            lines += _list_event(site, measure, measure.deadline.due, stamp)
    return "".join(f"{_fold(line)}\r\n" for line in (*lines, "END:VCALENDAR"))


def _list_event(site: Site, measure: Measure, due: date, stamp: str) -> list[str]:
    lead = "、".join(site.publication.find_party(one).name for one in measure.leads)
    standing = site.latest_standing.get(measure.id)
    text = f"牵头单位：{lead}\n完成时限：{measure.deadline.written}"
    if standing:
        text += f"\n{standing.month.label}末：{standing.labels}"
    return [
        "BEGIN:VEVENT",
        f"UID:{quote(measure_address(measure.id).rstrip('/'))}@{_host(site)}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{due:%Y%m%d}",
        f"DTEND;VALUE=DATE:{due + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escape(f'{measure.id} {measure.title}（时限）')}",
        f"DESCRIPTION:{_escape(text)}",
        f"URL:{_whole(site, measure_address(measure.id))}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escape(text: str) -> str:
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def _fold(line: str) -> str:
    """A line of 75 octets at most, the rest on lines that begin with a blank; no character is cut in two."""
    parts, length = [""], 0
    for character in line:
        size = len(character.encode())
        if length + size > _LINE:
            parts.append(" ")
            length = 1
        parts[-1] += character
        length += size
    return "\r\n".join(parts)
