"""Measures: the index that filters, and the page of each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from mashang.derived import Figures, Mark, Status
from mashang.model import Publication, Validity
from mashang.pages.markdown import render_pages
from mashang.pages.measures import ROWS, Row, list_marks, list_pages, list_statuses
from mashang.pages.site import Site
from tests.pages.reading_county import CODE, MEASURES, OCTOBER, make_site, silent, standing


def render(site: Site) -> dict[str, str]:
    """All pages of the section."""
    return render_pages(site, list_pages(site))


def test_no_measures_no_section() -> None:
    """An empty section gives no page."""
    assert list(list_pages(replace(make_site(), publication=Publication()))) == []


def test_a_long_index_has_pages_under_300_kb() -> None:
    """So many measures to a page; each leads to all of them, and the first one's filter fetches the others."""
    site = make_site()
    many = tuple(replace(MEASURES[0], id=f"N{n:05}", title="甲" * 40) for n in range(1, 2 * ROWS + 2))
    pages = render(replace(site, publication=replace(site.publication, measures=many, reports=())))
    index = {path: text for path, text in pages.items() if path.count("/") == 1 or "/all/" in path}
    assert sorted(index) == ["measures/all/2/index.md", "measures/all/3/index.md", "measures/index.md"]
    assert max(len(text.encode()) for text in index.values()) < 290_000
    for text in index.values():
        assert f"共 {2 * ROWS + 1} 项措施，分 3 页" in text
    first, second = index["measures/index.md"], index["measures/all/2/index.md"]
    assert f'data-ms-total="{2 * ROWS + 1}" data-ms-further="all/2/ all/3/"' in first
    assert f"政务环境（{2 * ROWS + 1}）" in first
    assert '在<a href="../../">第 1 页</a>' in second
    assert "data-ms-filter" not in second
    assert '<a href="../../">N00001—N00500</a>' in index["measures/all/3/index.md"]
    assert '<strong aria-current="page">N01001—N01001</strong>' in index["measures/all/3/index.md"]


def test_every_measure_is_a_row_and_a_page() -> None:
    """The index reads without script: number, field, lead, deadline, percent, status stand in each row."""
    pages = render(make_site())
    assert sorted(pages) == [
        "measures/M1/index.md",
        "measures/M2/index.md",
        "measures/M3/index.md",
        "measures/index.md",
    ]
    row = next(line for line in pages["measures/index.md"].splitlines() if "M1/" in line)
    for part in (
        '<tr data-department="D1">',
        '<a href="M1/">首枚印章&lt;免费&gt;刻</a>',
        "<td>M1</td><td>政务环境</td>",
        ">县审批局<",
        ">2026年9月底前<",
        "82.5%",
        "ms-status--overdue",
    ):
        assert part in row


def test_filters_offer_what_occurs_with_numbers() -> None:
    """Fields and lead departments in the order of the measures, hidden until the script shows them."""
    text = render(make_site())["measures/index.md"]
    assert 'data-ms-filter="measures" hidden' in text
    assert '<option value="政务环境">政务环境（2）</option><option value="财税环境">财税环境（1）</option>' in text
    assert '<option value="D1">县审批局（2）</option><option value="D2">明川县财政局（1）</option>' in text
    assert 'href="../data/measures.csv" download' in text


def test_statuses_are_counted_in_the_readers_order() -> None:
    """What goes well comes first; a measure without standing counts nowhere."""
    rows = [
        Row(MEASURES[0], "", "", silent("M1", OCTOBER, Status.BEHIND)),
        Row(MEASURES[1], "", "", standing("M2", OCTOBER, Status.DONE)),
        Row(MEASURES[2], "", "", None),
    ]
    assert list_statuses(rows) == ((Status.DONE, 1), (Status.BEHIND, 1))
    assert list_marks(rows) == ((Mark.NOT_REPORTED, 1),)


def test_a_measure_shows_all_its_facts() -> None:
    """What was written, from where it comes, and by which rule it stands as it does."""
    text = render(make_site())["measures/M1/index.md"]
    for part in (
        "# 首枚印章&#60;免费&#62;刻",
        "M1的理由",
        "../../about/#status-rules",
        '2026年9月底前（按<time datetime="2026-09-30">2026年9月30日</time>计算）',
        '<a href="../../departments/D1/">明川县行政审批局</a>',
        '<a href="../../departments/D2/">明川县财政局</a>',
        "由 3 天到 1 天",
        "企业、个体工商户",
        "明政发〔2026〕5号",
        '<time datetime="2026-03-01">',
        "经费没有到位。",
        "追加预算。",
        "2 天",
        '<a href="https://www.example.com/a" rel="noopener noreferrer">',
        f'src="../../f/{CODE}/code.svg"',
        f'href="../../f/{CODE}/"',
        "7K3M-9QXT-2",
        'published: "2026-11-05"',
    ):
        assert part in text
    assert "首枚印章<免费>刻" not in text.split("body:")[1]


def test_months_stand_newest_first() -> None:
    """The timeline begins with the newest month, and says where nothing was reported."""
    pages = render(make_site())
    text = pages["measures/M1/index.md"].split("ms-timeline")[1]
    assert text.index("2026年10月") < text.index("2026年9月")
    assert pages["measures/M2/index.md"].count("本月没有报送进展。") == 2


def test_contact_falls_back_on_the_lead_department() -> None:
    """The measure's own telephone, or that of the lead, named as such."""
    pages = render(make_site())
    assert 'href="tel:0000-8000109"' in pages["measures/M2/index.md"]
    assert 'href="tel:0000-8000101">0000-8000101</a>（县审批局）' in pages["measures/M1/index.md"]
    assert "咨询电话" not in pages["measures/M3/index.md"]


def test_without_percentages_there_is_no_chart() -> None:
    """A measure that never gave a percentage has its timeline alone."""
    pages = render(make_site())
    assert "<svg" in pages["measures/M1/index.md"]
    assert "<svg" not in pages["measures/M2/index.md"]


def test_before_the_first_month_nothing_is_claimed() -> None:
    """Without shown months a measure has no status, no chart and no timeline."""
    pages = render(replace(make_site(), figures=Figures()))
    assert "ms-status" not in pages["measures/index.md"]
    assert "这项措施还没有公开的月度进展。" in pages["measures/M1/index.md"]


def test_a_measure_shows_where_it_is_kept_and_from_whom() -> None:
    """The fields of 政府信息公开; without an own publisher the site's organiser is named."""
    site = make_site()
    kept = replace(MEASURES[0], index_number="000-1/2026-7", publisher="明川县人民政府办公室")
    site = replace(site, publication=replace(site.publication, measures=(kept, *MEASURES[1:])))
    pages = render(site)
    text = pages["measures/M1/index.md"]
    for label, value in (("索引号", "000-1/2026-7"), ("发布机构", "明川县人民政府办公室"), ("有效性", "有效")):
        assert f"<dt>{label}</dt><dd>{value}</dd>" in text
    assert f"<dt>发布机构</dt><dd>{site.settings.organiser}</dd>" in pages["measures/M2/index.md"]
    assert "索引号" not in pages["measures/M2/index.md"]
    assert "不再执行" not in text


def test_a_measure_that_was_ended_says_so_first() -> None:
    """An expired measure keeps its row and its page, with the word beside its name and above its progress."""
    site = make_site()
    ended = replace(MEASURES[0], validity=Validity.EXPIRED)
    site = replace(site, publication=replace(site.publication, measures=(ended, *MEASURES[1:])))
    pages = render(site)
    assert pages["measures/index.md"].count("已失效</span></th>") == 1
    text = pages["measures/M1/index.md"]
    assert "<dt>有效性</dt><dd>失效</dd>" in text
    assert text.index("这项措施已经失效，不再执行。") < text.index("<h2>逐月进展") < text.index("ms-status")
    assert "M1的理由" not in text
    assert "扫码反映这项措施" not in text
    assert "扫码反映这项措施" in render(make_site())["measures/M1/index.md"]


def test_a_number_stands_beside_its_unit_as_it_is_written() -> None:
    """3 天 with a space, 86% without one."""
    site = make_site()
    share = replace(MEASURES[0], unit="%", baseline=Decimal(86), target=Decimal(100))
    facts = replace(site.publication, measures=(share, *MEASURES[1:]))
    months = tuple(replace(month, facts=facts) for month in site.figures.months)
    text = render(replace(site, publication=facts, figures=replace(site.figures, months=months)))
    assert "<dd>由 86% 到 100%</dd>" in text["measures/M1/index.md"]
    assert "<dd>2%</dd>" in text["measures/M1/index.md"]
    assert "<dd>由 3 天到 1 天</dd>" in render(site)["measures/M1/index.md"]


def test_who_has_finished_is_not_said_to_be_silent() -> None:
    """A finished measure is asked for nothing more: its later months say so."""
    site = make_site()
    (before, now) = site.figures.months
    finished = replace(now, standings=(standing("M2", OCTOBER, Status.DONE),))
    text = render(replace(site, figures=replace(site.figures, months=(before, finished))))["measures/M2/index.md"]
    assert text.count("此前已完成，本月没有再报送。") == 1
    assert text.count("本月没有报送进展。") == 1
