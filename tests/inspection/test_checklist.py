"""Each rule is broken by one change to a sound site, and by nothing that is in order."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from mashang.county import Stage
from mashang.inspection.rules import RULES
from tests.inspection.sound_site import CODE, SITE, change, inspect_files, list_findings, sound_files, without

HOME, MEASURES, MEASURE, MONTH = "index.html", "measures/index.html", "measures/M01/index.html", "progress/2026-10/"
MONTH += "index.html"
REPORT, SCAN = "report/index.html", f"f/{CODE}/index.html"
BROKEN = "格式有误：no element found: line 1, column 543"
ENTRY = '<ul><li><a href="M01/">一件事</a></li></ul>'
COLUMNS = (
    "<table><thead><tr><th>编号</th><th>完成<b>期限</b></th></tr></thead><tr><td>1</td>"
    '<td><time datetime="2027-06">2027年6月</time></td></tr></table>'
)
TABLE = "<table><tr><th>措施</th></tr><tr><td>一件事</td></tr></table>"


def test_a_page_of_what_is_gone_is_known(tmp_path: Path) -> None:
    """It stands in no sitemap, has no fields to fill in, and is meant to be forgotten."""
    gone = sound_files()[MEASURE].replace("<title>", '<meta name="robots" content="noindex,follow"><title>不再公布 ')
    assert list_findings(inspect_files(tmp_path, {**sound_files(), "measures/M99/index.html": gone})) == []


def test_a_sound_site_keeps_every_rule(tmp_path: Path) -> None:
    """Nothing is found where nothing is wrong, and a verdict is given for every rule."""
    inspection = inspect_files(tmp_path, sound_files())
    assert list_findings(inspection) == []
    assert [verdict.rule.id for verdict in inspection.verdicts] == list(RULES)
    assert not inspection.has_faults
    assert (inspection.pages, inspection.files) == (8, 12)


BREACHES = [
    (
        HOME,
        ('"2026-11-06">2026年11月6日', '"2026-10-20">2026年10月20日'),
        ("home-fresh", "首页最新的发布日期是 2026-10-20，距今天 19 天"),
    ),
    (MEASURES, (ENTRY, "<p>暂无内容</p>"), ("columns-filled", "栏目里没有条目")),
    (MEASURES, (ENTRY, "<ul><li>暂无</li></ul>"), ("columns-filled", "栏目里没有条目")),
    (HOME, ("./assets/site.js", "./assets/none.js"), ("links-alive", "“./assets/none.js”打不开，没有这个文件")),
    (MEASURES, ("M01/", "m01/"), ("links-alive", "“m01/”大小写不对，应是 measures/M01/index.html")),
    (MEASURES, ("M01/", "M01/#none"), ("anchors-alive", "“M01/#none”里没有“none”这个位置")),
    (MEASURES, ('"M01/', '"/yshj/measures/M01/'), ("links-relative", "“/yshj/measures/M01/”从服务器根目录写起")),
    ("sitemap.xml", ("</urlset>", ""), ("files-readable", BROKEN)),
    (HOME, ("SiteDomain", "Domain"), ("site-tags", "缺少 SiteDomain")),
    (
        REPORT,
        ("www.example.com", "b.example"),
        ("site-tags", "SiteDomain 是“b.example”，网站地址却在“www.example.com”"),
    ),
    (
        MEASURES,
        ('ColumnKeywords" content="措施"', 'ColumnKeywords" content=" "'),
        ("column-tags", "缺少 ColumnKeywords"),
    ),
    (MONTH, ('"PubDate"', '"Date"'), ("article-tags", "缺少 PubDate")),
    (MONTH, (" 09:00", ""), ("article-tags", "PubDate“2026-11-06”的写法不对")),
    (REPORT, ("主办单位", "单位"), ("footer-fields", "页脚缺少主办单位")),
    (REPORT, ("标识码：0000000000", "标识码："), ("footer-fields", "页脚缺少网站标识码")),
    (REPORT, ("ICP备", "ICP"), ("footer-fields", "页脚缺少ICP备案号")),
    (REPORT, ("公网安备", "公网"), ("footer-fields", "页脚缺少公网安备号")),
    (REPORT, ("我为政府网站找错", "找错"), ("footer-fields", "页脚缺少我为政府网站找错")),
    (MEASURE, ("有效性", "效力"), ("disclosure-fields", "没有列出有效性")),
    (
        MEASURE,
        ('2026-10-26">2026年10月26日', '2026-10-19">2026年10月19日'),
        ("published-in-time", "成文日期 2026-10-20，发布日期 2026-10-19，还没成文就发布了"),
    ),
    (MEASURE, ('2026-10-26">2026年10月26日', '2026-11-09">2026年11月9日'), ("dates-real", "日期 2026-11-09 还没到")),
    (
        MEASURE,
        ('2026-10-26">2026年10月26日', '2026-02-30">2026年2月30日'),
        ("dates-real", "日期“2026-02-30”没有这一天"),
    ),
    (MEASURE, ('2026-12-31">2026年12月31日', '年底">年底'), ("dates-real", "“年底”不是日期")),
    (MEASURE, ("2026年10月26日", "2026年10月25日"), ("dates-real", "显示的是“2026年10月25日”，标的却是 2026-10-26")),
    (MONTH, ("2026-11-06 09:00", "2026-11-09 09:00"), ("dates-real", "PubDate 2026-11-09 09:00 还没到")),
    (MONTH, ("<td>", f'<td><img src="{SITE}a.png" alt="图">'), ("own-host-only", f"“{SITE}a.png”在别的网站上")),
    (
        HOME,
        ("</main>", "<script>fetch('https://b.example/x')</script></main>"),
        ("own-host-only", "脚本要连接“https://b.example/x”"),
    ),
    ("assets/site.js", ("1", "import('//b.example/y.js')"), ("own-host-only", "脚本要连接“//b.example/y.js”")),
    (
        MONTH,
        ("<td>", '<td><form method="post" action="http://b.example/in"></form>'),
        ("secure-requests", "表单提交到“http://b.example/in”，没有加密"),
    ),
    (MEASURE, (' alt="措施 M01 的二维码"', ""), ("images-described", "图片“../../f/0H9HHYK85/code.svg”没有文字说明")),
    (MEASURE, ("措施 M01 的二维码", "code.svg"), ("images-described", "图片“../../f/0H9HHYK85/code.svg”没有文字说明")),
    (
        MONTH,
        ("<td>", '<td><svg><path d="M0 0"/></svg><svg></svg>'),
        ("images-described", "内嵌图形（svg）没有文字说明，共 2 处"),
    ),
    (MONTH, ("<h1>", "<h1>十月</h1><h1>"), ("one-heading", "有 2 个 h1")),
    (MONTH, ("h1>", "h2>"), ("one-heading", "没有 h1")),
    (MONTH, ("<h1>十月进展", "<h1> "), ("one-heading", "h1 里没有文字")),
    (MONTH, (' lang="zh-CN"', ""), ("language-named", "html 标签没有 lang")),
    (MONTH, ("<title>十月进展", "<title>"), ("titles-distinct", "没有标题（title）")),
    (MONTH, ("<th>措施</th>", "<td>措施</td>"), ("tables-headed", "1 张表格没有表头")),
    (
        MONTH,
        ("<td>", '<td><form method="post"><button>提交</button></form>'),
        ("forms-answered", "表单没有写明提交到哪里"),
    ),
    (
        MONTH,
        ("<td>", '<td><form action="#"><input type="submit"></form>'),
        ("forms-answered", "表单没有写明提交到哪里"),
    ),
    (
        MONTH,
        ("<td>", '<td><form method="post" action="../"></form>'),
        ("forms-answered", "表单提交到“../”，静态页面收不到"),
    ),
    (
        MONTH,
        ("<title>", '<meta name="robots" content="NOINDEX"><title>'),
        ("search-engines", "正式页面带着 noindex，搜索不到"),
    ),
    (SCAN, ("noindex", "index"), ("scan-hidden", "没有 noindex")),
    (
        "sitemap.xml",
        ("</urlset>", f"<loc>{SITE}f/{CODE}/</loc></urlset>"),
        ("scan-hidden", f"列出了扫码页 f/{CODE}/index.html"),
    ),
    (SCAN, ("请评价", "请" * 10240), ("scan-light", "有 31 KB，超过 30 KB")),
    (SCAN, ("请评价", '<img src="code.svg" alt="码">'), ("scan-light", "打开时还要取“code.svg”")),
    ("sitemap.xml", (f"<loc>{SITE}report/</loc>", ""), ("sitemap-complete", "没有列入站点地图")),
]


@pytest.mark.parametrize(("name", "passage", "fault"), BREACHES)
def test_each_breach_is_named(tmp_path: Path, name: str, passage: tuple[str, str], fault: tuple[str, str]) -> None:
    """One change breaks one rule, with its sentence, and at most what hangs on it."""
    inspection = inspect_files(tmp_path, change(sound_files(), name, *passage))
    found = list_findings(inspection)
    assert (*fault, "error") in [(one[0], one[2], one[3]) for one in found]
    assert inspection.has_faults
    assert {one[0] for one in found} - {fault[0]} == ALONG.get(fault, set())


ALONG = {
    ("files-readable", BROKEN): {"sitemap-complete"},
    ("article-tags", "缺少 PubDate"): {"columns-fresh"},
    ("dates-real", "PubDate 2026-11-09 09:00 还没到"): {"columns-fresh"},
}
"""What else a breach brings with it."""


ORDERLY = [
    (MEASURES, "M01/", "M01/#status=done"),
    (MEASURES, ENTRY, f"<p>{'文字' * 50}</p>"),
    (MONTH, TABLE, '<table role="presentation"><tr><td>排版</td></tr></table>'),
    (MONTH, "<td>", '<td><svg aria-hidden="true"></svg><svg role="img"><title>图</title></svg><img src="" alt="">'),
    (MONTH, "<td>", '<td><form data-filter hidden><input type="reset"><button>找</button></form>'),
    (MONTH, "<td>", '<td><form method="post" action="https://b.example/in"><button>提交</button></form>'),
    (MONTH, "<td>", '<td data-label="完成时限"><time datetime="2027-06-30">2027年6月底</time>'),
    (MONTH, TABLE, COLUMNS),
    (MONTH, "<td>", '<td>预计 <time datetime="2026-12-01">2026年12月1日</time>'),
    ("assets/site.js", "1", "fetch('../data/x.json'); open(`https://www.example.com/yshj/`)"),
    (SCAN, "请评价", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="">'),
    (SCAN, "<title>评价", "<title>一件事"),
    (HOME, '<time datetime="2026-11-06">2026年11月6日</time>发布', "数据截至2026年10月31日，2026年11月6日发布。"),
]


@pytest.mark.parametrize(("name", "old", "new"), ORDERLY)
def test_what_is_in_order_is_not_named(tmp_path: Path, name: str, old: str, new: str) -> None:
    """What looks like a breach and is none breaks no rule."""
    assert list_findings(inspect_files(tmp_path, change(sound_files(), name, old, new))) == []


@pytest.mark.parametrize(("age", "severity"), [(10, None), (11, "warning"), (14, "warning"), (15, "error")])
def test_the_home_page_ages(tmp_path: Path, age: int, severity: str | None) -> None:
    """By the tenth day staff are warned, after two weeks the home page fails."""
    inspection = inspect_files(tmp_path, sound_files(), date(2026, 11, 6) + timedelta(age))
    assert [found[3] for found in list_findings(inspection)] == ([severity] if severity else [])
    assert inspection.has_faults == (severity == "error")


def test_a_home_page_without_dates_fails(tmp_path: Path) -> None:
    """A home page on which nobody sees when anything was published cannot be fresh."""
    files = change(sound_files(), HOME, '<p><time datetime="2026-11-06">2026年11月6日</time>发布</p>', "<p>欢迎</p>")
    assert list_findings(inspect_files(tmp_path, files)) == [("home-fresh", HOME, "首页上没有发布日期", "error")]


@pytest.mark.parametrize(
    ("today", "rules"),
    [
        (date(2026, 12, 21), {"home-fresh"}),
        (date(2026, 12, 22), {"home-fresh", "progress-monthly"}),
        (date(2027, 1, 6), {"home-fresh", "progress-monthly", "columns-fresh"}),
    ],
)
def test_columns_age_by_their_kind(tmp_path: Path, today: date, rules: set[str]) -> None:
    """Progress may be 45 days old, a column of dialogue a year."""
    assert {found[0] for found in list_findings(inspect_files(tmp_path, sound_files(), today))} == rules


def test_a_column_of_news_ages_in_half_a_year(tmp_path: Path) -> None:
    """After 183 days both columns of news are overdue, each named with its age."""
    found = list_findings(inspect_files(tmp_path, sound_files(), date(2027, 4, 28)))
    assert ("columns-fresh", MEASURES, "最近更新是 2026-10-26，距今天 184 天", "error") in found
    assert "progress/index.html" not in [one[1] for one in found if one[0] == "columns-fresh"]


def test_a_column_without_any_date_is_only_named(tmp_path: Path) -> None:
    """What never says when it was updated cannot be judged, so staff get a notice."""
    files = change(sound_files(), REPORT, '更新日期：<time datetime="2026-01-05">2026-01-05</time>', "常用电话")
    assert list_findings(inspect_files(tmp_path, files)) == [("columns-fresh", REPORT, "栏目里没有发布日期", "warning")]


def test_late_publication_is_only_named(tmp_path: Path) -> None:
    """What came out too late cannot be mended any more."""
    files = change(sound_files(), MEASURE, '2026-10-20">2026年10月20日', '2026-09-15">2026年9月15日')
    what = "成文日期 2026-09-15，发布日期 2026-10-26，隔了 41 天"
    assert list_findings(inspect_files(tmp_path, files)) == [("published-in-time", MEASURE, what, "warning")]


def test_pages_of_one_title_are_only_named(tmp_path: Path) -> None:
    """The second of two pages with the same title is named with the first."""
    files = change(sound_files(), MONTH, "<title>十月进展", "<title>一件事")
    what = f"标题“一件事”与 {MEASURE} 相同"
    assert list_findings(inspect_files(tmp_path, files)) == [("titles-distinct", MONTH, what, "warning")]


def test_the_weight_of_a_page_counts_all_it_loads(tmp_path: Path) -> None:
    """Page, style sheets and what they import, scripts and pictures that are not lazy make up three seconds."""
    files = change(
        sound_files(), MONTH, "<td>", '<td><img src="../a.svg" alt="图"><img src="../b.svg" alt="" loading=lazy>'
    )
    files["assets/site.css"] = "@import 'more.css';p{background:url(c.svg)}"
    picture = "<svg xmlns='http://www.w3.org/2000/svg'><!--{}--></svg>"
    files |= {"assets/more.css": "/*" + "x" * 49_000 + "*/", "assets/c.svg": picture.format("x" * 50_000)}
    files |= {"progress/a.svg": picture.format("x" * 50_000), "progress/b.svg": picture.format("x" * 90_000)}
    assert list_findings(inspect_files(tmp_path / "light", files)) == []
    files["progress/a.svg"] = picture.format("x" * 60_000)
    found = list_findings(inspect_files(tmp_path / "heavy", files))
    what = "共 157 KB，要 3.1 秒；最大的是 progress/a.svg（59 KB）"
    assert found == [("page-weight", MONTH, what, "error")]


def test_requests_in_the_clear_are_named_twice(tmp_path: Path) -> None:
    """A picture fetched in the clear from elsewhere breaks two rules."""
    files = change(sound_files(), MONTH, "<td>", '<td><img src="http://b.example/a.png" alt="图">')
    found = [one[0] for one in list_findings(inspect_files(tmp_path, files))]
    assert found == ["own-host-only", "secure-requests"]


def test_the_preview_is_hidden_and_may_look_ahead(tmp_path: Path) -> None:
    """Every page of the preview must be hidden; dates of drafts that lie ahead are named there, not refused."""
    files = {
        name: text.replace("<title>", '<meta name="robots" content="noindex,nofollow"><title>')
        for name, text in without(sound_files(), ["sitemap.xml"]).items()
    }
    files = change(files, MEASURE, '2026-10-26">2026年10月26日', '2026-11-09">2026年11月9日')
    hidden = inspect_files(tmp_path, files, stage=Stage.STAGING)
    assert list_findings(hidden) == [("dates-real", MEASURE, "日期 2026-11-09 还没到", "warning")]
    seen = inspect_files(tmp_path, sound_files(), stage=Stage.STAGING)
    assert {found[:3] for found in list_findings(seen)} == {
        ("search-engines", name, "预览站的页面没有 noindex") for name in sound_files() if name.endswith(".html")
    } - {("search-engines", SCAN, "预览站的页面没有 noindex")}


def test_a_site_without_sitemap_fails(tmp_path: Path) -> None:
    """The sitemap itself is asked for."""
    found = list_findings(inspect_files(tmp_path, without(sound_files(), ["sitemap.xml"])))
    assert found == [("sitemap-complete", "sitemap.xml", "没有站点地图", "error")]


def test_a_site_without_contact_fails(tmp_path: Path) -> None:
    """A footer must say how to reach the organiser, by link or in words."""
    files = change(sound_files(), REPORT, '联系电话：<a href="tel:0000-8000100">0000-8000100</a>', "欢迎联系")
    assert list_findings(inspect_files(tmp_path, files)) == [("footer-fields", REPORT, "页脚缺少联系方式", "error")]


def test_files_in_another_encoding_are_named(tmp_path: Path) -> None:
    """A page saved in GBK is named, and read as far as it can be."""
    files = sound_files()
    inspect_files(tmp_path, files)
    (tmp_path / REPORT).write_bytes(files[REPORT].encode("gb18030"))
    found = list_findings(inspect_files(tmp_path, without(files, [REPORT])))
    assert ("files-readable", REPORT, "不是 UTF-8 编码", "error") in found


def test_rules_are_complete() -> None:
    """Every rule says what it is, where it comes from, how it is judged and what to do, in whole sentences."""
    for rule in RULES.values():
        assert rule.id.replace("-", "").isalpha()
        assert rule.title
        assert rule.source
        assert rule.method.endswith("。")
        assert rule.mend.endswith("。")


def test_every_rule_is_broken_somewhere_above() -> None:
    """No rule goes untested: those of age, weight and wealth of dates have tests of their own."""
    own = {"columns-fresh", "progress-monthly", "page-weight"}
    assert {breach[2][0] for breach in BREACHES} | own == set(RULES)
