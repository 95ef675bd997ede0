"""The checklist as data: every rule with its permanent id, title, source, way of judging and remedy."""

from __future__ import annotations

from dataclasses import dataclass

from mashang.problems import Severity

GUIDELINE = "国办发〔2017〕47号 政府网站发展指引"
INDICATORS = "国办秘函〔2019〕19号 检查指标"
DISCLOSURE = "政府信息公开条例"
ACCESSIBILITY = "GB/T 37668-2019 无障碍"
OWN = "码上自定"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. All texts are Chinese and for staff; ``mend`` says what to do when it is broken."""

    id: str
    title: str
    source: str
    method: str
    mend: str


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds, in days unless said otherwise. Where the sources leave a number open it is a choice of ours."""

    home_warning: int = 10
    home_fault: int = 14
    """国办秘函〔2019〕19号: a home page without any update for two weeks fails at once."""
    progress: int = 45
    """A month's progress comes out within about two weeks of its end."""
    column: int = 183
    """Columns that publish information."""
    service: int = 365
    """Columns of services and of dialogue, whose facts seldom change."""
    publication: int = 40
    """政府信息公开条例第二十六条: 20 working days, which no holidays stretch to more than these calendar days."""
    rate: int = 50 * 1024
    """Bytes a second of a slow network."""
    seconds: int = 3
    scan_bytes: int = 30 * 1024
    prose: int = 100
    """Characters from which on a column without entries counts as one of running text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault or warning on one page."""

    rule: str
    page: str
    what: str
    severity: Severity = Severity.ERROR
    mend: str = ""
    """What to do; empty means the remedy of the rule."""


RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "home-fresh",
            "首页按时更新",
            INDICATORS,
            "取首页上最新的发布日期，距今天超过 10 天提醒，超过 14 天不合格。",
            "公布新一月的进展、新版清单或新措施后，重新运行 build 并发布。",
        ),
        Rule(
            "columns-filled",
            "栏目不空白",
            INDICATORS,
            "栏目页的正文里要有条目，或有 100 字以上的文字。",
            "补上这个栏目的内容；没有内容的栏目不要放进导航。",
        ),
        Rule(
            "columns-fresh",
            "栏目按时更新",
            INDICATORS,
            "取栏目内最新的发布日期：信息发布类超过 183 天、办事和互动类超过 365 天不合格。",
            "核对这个栏目的内容，更新后重新运行 build 并发布。",
        ),
        Rule(
            "progress-monthly",
            "进展每月公布",
            OWN,
            "最近一次公布进展距今天超过 45 天不合格。",
            "收齐上月进展，在月份表里登记发布日期和状态，再运行 build。",
        ),
        Rule(
            "links-alive",
            "没有打不开的链接",
            INDICATORS,
            "站内链接、图片、样式、脚本和下载文件都要存在，大小写一致。站外链接不访问。",
            "在表格或页面文字里改正这个链接，或补上它指向的内容。",
        ),
        Rule(
            "anchors-alive",
            "页内位置找得到",
            INDICATORS,
            "链接里“#”后面的位置要在目标页面里。",
            "改正“#”后面的名称，或去掉它。",
        ),
        Rule(
            "links-relative",
            "链接可放在任何路径下",
            OWN,
            "站内链接用相对地址，放到门户的子目录下也能打开；404 页除外。",
            "把链接改成相对地址，例如 ../measures/。",
        ),
        Rule(
            "files-readable",
            "文件格式正确",
            OWN,
            "网页、图片和数据订阅文件是 UTF-8 编码，XML 和 JSON 能读出来。",
            "重新运行 build；仍然不行时请技术人员检查这个文件的模板。",
        ),
        Rule(
            "site-tags",
            "网站标签齐全",
            GUIDELINE,
            "每个页面都有 SiteName、SiteDomain、SiteIDCode，SiteDomain 与网站地址一致。",
            "在 site_config/site.yml 里填好网站名称、网站地址和网站标识码，再运行 build。",
        ),
        Rule(
            "column-tags",
            "栏目标签齐全",
            GUIDELINE,
            "栏目页都有 ColumnName、ColumnDescription、ColumnKeywords、ColumnType。",
            "请技术人员检查页面模板里的栏目标签。",
        ),
        Rule(
            "article-tags",
            "内容标签齐全",
            GUIDELINE,
            "内容页都有 ArticleTitle、PubDate、ContentSource，PubDate 写成“年-月-日 时:分”。",
            "补上这一页内容的发布日期和来源；仍然没有时请技术人员检查页面模板。",
        ),
        Rule(
            "footer-fields",
            "页脚信息齐全",
            GUIDELINE,
            "页脚有主办单位、联系方式、网站标识码、ICP备案号、公网安备号、我为政府网站找错。",
            "在 site_config/site.yml 里填好这一项，再运行 build。",
        ),
        Rule(
            "disclosure-fields",
            "公开要素齐全",
            DISCLOSURE,
            "措施页和清单页有索引号、文号、发布机构、成文日期、发布日期、有效性。",
            "在措施表或清单文件夹的版次登记（editions）里填好这一项，再运行 build。",
        ),
        Rule(
            "published-in-time",
            "信息按时公开",
            DISCLOSURE,
            "发布日期晚于成文日期 40 天以上（已超过 20 个工作日）提醒；早于成文日期不合格。",
            "核对成文日期和发布日期；填错的改正，确实晚了的今后按时公布。",
        ),
        Rule(
            "dates-real",
            "日期真实",
            INDICATORS,
            "页面标出的每个日期和 PubDate 确有其日，不晚于今天（完成时限等除外），与显示的一致。",
            "在表格里改正这个日期，再运行 build。",
        ),
        Rule(
            "page-weight",
            "3 秒内打开",
            GUIDELINE,
            "网页加上打开时要取的样式、脚本、图片，不压缩，按每秒 50 KB 计算。",
            "缩小图片、减少样式和脚本；内容太多的页面拆开或分页。",
        ),
        Rule(
            "own-host-only",
            "不向别的网站取东西",
            OWN,
            "样式、脚本、图片、字体都在本站，脚本不连接别的网站。",
            "把这个文件放进本站，或去掉它。",
        ),
        Rule(
            "secure-requests",
            "不用不加密的地址",
            OWN,
            "图片、脚本、样式和表单的地址不以 http:// 开头。",
            "改成 https:// 开头的地址，或放进本站。",
        ),
        Rule(
            "images-described",
            "图片有文字说明",
            ACCESSIBILITY,
            "每张图片、每幅图表有替代文字，或标明是装饰；文件名不算说明。",
            "给图片写一句说明：看不见图的人需要知道什么。",
        ),
        Rule(
            "one-heading",
            "每页一个大标题",
            ACCESSIBILITY,
            "每个页面有且只有一个 h1，并且有文字。",
            "页面文字里只用一个“# 标题”，其余用“## 小标题”。",
        ),
        Rule("language-named", "标明语言", ACCESSIBILITY, "html 标签有 lang。", "请技术人员检查页面模板。"),
        Rule(
            "titles-distinct",
            "页面标题各不相同",
            ACCESSIBILITY,
            "每个页面有标题；除扫码页外，两页同名则提醒。",
            "给其中一页换个说得更清楚的标题。",
        ),
        Rule("tables-headed", "表格有表头", ACCESSIBILITY, "每张表格有行或列的表头（th）。", "给表格加上表头行。"),
        Rule(
            "forms-answered",
            "表单有人接收",
            INDICATORS,
            "提交类表单要写明接收地址；没有地址的表单不合格。",
            "在 site_config/site.yml 的 report_ways 里写好“表单”的地址；还没有接收程序就删去这一项，页面只留其他办法。",
        ),
        Rule(
            "search-engines",
            "收录设置正确",
            OWN,
            "预览站每页禁止收录；正式网站除扫码页和 404 页外都可收录。",
            "用 build 重新生成对应的网站，不要把预览站复制到正式网站。",
        ),
        Rule(
            "scan-hidden",
            "扫码页不被收录",
            OWN,
            "每个扫码页都有 noindex，站点地图和订阅里没有扫码页。",
            "请技术人员检查扫码页模板和站点地图模板。",
        ),
        Rule(
            "scan-light",
            "扫码页小而独立",
            OWN,
            "每个扫码页不超过 30 KB，打开时不再取别的文件。",
            "缩短这个码的说明文字；仍然不行时请技术人员检查扫码页模板。",
        ),
        Rule(
            "sitemap-complete",
            "站点地图齐全",
            OWN,
            "sitemap.xml 列出每个可收录的页面。",
            "重新运行 build；仍然不行时请技术人员检查站点地图模板。",
        ),
    )
}
"""Every rule by its id, in the order of the report. An id is never changed nor used again."""

OF_UPDATES = ("home-fresh", "columns-fresh", "progress-monthly")
"""The rules that time alone breaks when nobody publishes anything."""
