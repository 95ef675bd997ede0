"""A tiny site that keeps every rule, for tests to break one thing at a time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mashang.county import Stage
from mashang.inspection.checklist import Inspection, inspect_tree
from mashang.inspection.tree import read_tree

TODAY = date(2026, 11, 8)
SITE = "https://www.example.com/yshj/"
CODE = "0H9HHYK85"
_NAV = """<header><nav aria-label="栏目"><ul><li><a href="{up}">首页</a></li><li><a href="{up}measures/">措施</a></li>
<li><a href="{up}progress/">进展</a></li><li><a href="{up}report/">监督</a></li></ul></nav></header>"""
_FOOTER = """<footer><p>主办单位：明川县营商办</p><p>联系电话：<a href="tel:0000-8000100">0000-8000100</a></p>
<p>网站标识码：0000000000</p><p>示例ICP备00000000号</p><p>示例公网安备 00000000000000号</p>
<p><a href="https://www.example.com/zhaocuo/">我为政府网站找错</a></p></footer>"""
_SITE_TAGS = (
    '<meta name="SiteName" content="明川"><meta name="SiteDomain" content="www.example.com">'
    '<meta name="SiteIDCode" content="0000000000">'
)
_COLUMN_TAGS = (
    '<meta name="ColumnName" content="{0}"><meta name="ColumnDescription" content="{0}栏目">'
    '<meta name="ColumnKeywords" content="{0}"><meta name="ColumnType" content="{1}">'
)
_ARTICLE_TAGS = (
    '<meta name="ArticleTitle" content="{0}"><meta name="PubDate" content="{1} 09:00">'
    '<meta name="ContentSource" content="明川县营商办">'
)
_MEASURE = """<dl><dt>索引号</dt><dd>M01</dd><dt>文号</dt><dd>明政办发〔2026〕3号</dd><dt>发布机构</dt><dd>县政府办</dd>
<dt>成文日期</dt><dd><time datetime="2026-10-20">2026年10月20日</time></dd>
<dt>发布日期</dt><dd><time datetime="2026-10-26">2026年10月26日</time></dd><dt>有效性</dt><dd>有效</dd>
<dt>完成时限</dt><dd>年底前（按<time datetime="2026-12-31">2026年12月31日</time>计算）</dd></dl>
<img src="../../f/0H9HHYK85/code.svg" alt="措施 M01 的二维码">"""


def page(title: str, tags: str, body: str, depth: int = 1) -> str:
    """A page with everything around its main part in order."""
    up = "../" * depth or "./"
    return (
        f'<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">{_SITE_TAGS}{tags}<title>{title}</title>'
        f'<link rel="stylesheet" href="{up}assets/site.css"><script src="{up}assets/site.js"></script></head><body>'
        f"{_NAV.format(up=up)}<main><h1>{title}</h1>{body}</main>{_FOOTER}</body></html>"
    )


def article(title: str, published: str, body: str) -> str:
    """A page below a column."""
    return page(title, _ARTICLE_TAGS.format(title, published), body, 2)


def column(title: str, kind: str, body: str) -> str:
    """The page of a column."""
    return page(title, _COLUMN_TAGS.format(title, kind), body)


def sound_files() -> dict[str, str]:
    """Every file of a site without a fault."""
    home = f'<link rel="canonical" href="{SITE}">'
    news = '<p><time datetime="2026-11-06">2026年11月6日</time>发布</p>'
    addresses = ("", "measures/", "measures/M01/", "progress/", "progress/2026-10/", "report/")
    locations = "".join(f"<url><loc>{SITE}{path}</loc><lastmod>2026-11-06</lastmod></url>" for path in addresses)
    scan = page("评价", '<meta name="robots" content="noindex">', "<p>请评价</p>", 2)
    return {
        "index.html": page("首页", home, news, 0),
        "404.html": page("没有找到", "", "<p>请回首页</p>", 0),
        "measures/index.html": column("措施", "信息发布", '<ul><li><a href="M01/">一件事</a></li></ul>'),
        "measures/M01/index.html": article("一件事", "2026-10-26", _MEASURE),
        "progress/index.html": column("进展", "信息发布", '<ul><li><a href="2026-10/">十月</a></li></ul>'),
        "progress/2026-10/index.html": article(
            "十月进展", "2026-11-06", "<table><tr><th>措施</th></tr><tr><td>一件事</td></tr></table>"
        ),
        "report/index.html": column(
            "监督",
            "互动交流",
            f'<p>{"怎样反映" * 30}</p><p>更新日期：<time datetime="2026-01-05">2026-01-05</time></p>',
        ),
        f"f/{CODE}/index.html": scan.replace('<link rel="stylesheet" href="../../assets/site.css">', "").replace(
            '<script src="../../assets/site.js"></script>', ""
        ),
        f"f/{CODE}/code.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "assets/site.css": "p{color:#000}",
        "assets/site.js": "console.log(1)",
        "sitemap.xml": f"<urlset>{locations}</urlset>",
    }


def inspect_files(
    root: Path,
    files: dict[str, str],
    today: date = TODAY,
    stage: Stage = Stage.PRODUCTION,
    *,
    demonstration: bool = False,
) -> Inspection:
    """Write the files and inspect them."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return inspect_tree(read_tree(root), stage, today, demonstration=demonstration)


def list_findings(inspection: Inspection) -> list[tuple[str, str, str, str]]:
    """Rule, page, sentence and severity of all findings."""
    return [
        (verdict.rule.id, found.page, found.what, found.severity.value)
        for verdict in inspection.verdicts
        for found in verdict.findings
    ]


def change(files: dict[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The files with one passage of one file replaced; the passage must be there."""
    assert old in files[name], f"{name} has no {old}"
    return {**files, name: files[name].replace(old, new)}


def without(files: dict[str, str], names: Iterable[str]) -> dict[str, str]:
    """The files without some of them."""
    gone = set(names)
    return {name: text for name, text in files.items() if name not in gone}
