"""The tags and fields of 政府网站发展指引 (国办发〔2017〕47号) and of 政府信息公开条例."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from mashang.inspection.page import Page
from mashang.inspection.rules import Finding
from mashang.inspection.survey import Survey

SITE_TAGS = ("SiteName", "SiteDomain", "SiteIDCode")
COLUMN_TAGS = ("ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType")
ARTICLE_TAGS = ("ArticleTitle", "PubDate", "ContentSource")
DISCLOSURE_FIELDS = ("索引号", "文号", "发布机构", "成文日期", "发布日期", "有效性")
_PUB_DATE = re.compile(r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$")
_DISCLOSED = re.compile(r"^(?:measures/[^/]+|lists/[^/]+(?:/[^/]+)?)/index\.html$")
_FOOTER = (
    ("主办单位", "organiser", re.compile(r"主办(?:单位)?[：:] *\S")),
    ("网站标识码", "site_code", re.compile(r"标识码[：:] *\w")),
    ("ICP备案号", "icp", re.compile(r"ICP备 *\w", re.IGNORECASE)),
    ("公网安备号", "police_record", re.compile(r"公网安备 *\w")),
    ("我为政府网站找错", "error_report_url", re.compile(r"网站找错")),
)


def check_site_tags(survey: Survey) -> Iterator[Finding]:
    """Every page says which site it belongs to."""
    host = urlsplit(survey.site_url).hostname or ""
    for page in survey.tree.pages.values():
        yield from _name_missing("site-tags", page, SITE_TAGS)
        domain = page.metas.get("SiteDomain", "").strip()
        if domain and host and domain != host:
            yield Finding("site-tags", page.name, f"SiteDomain 是“{domain}”，网站地址却在“{host}”")


def check_column_tags(survey: Survey) -> Iterator[Finding]:
    """Every section page says which column it is."""
    for page in survey.columns:
        yield from _name_missing("column-tags", page, COLUMN_TAGS)


def check_article_tags(survey: Survey) -> Iterator[Finding]:
    """Every article says what it is, from whom and when."""
    for page in survey.articles:
        yield from _name_missing("article-tags", page, ARTICLE_TAGS)
        written = page.metas.get("PubDate", "").strip()
        if written and not _PUB_DATE.match(written):
            mend = "写成“2026-11-06 09:00”这样，月、日、时、分都用两位。"
            yield Finding("article-tags", page.name, f"PubDate“{written}”的写法不对", mend=mend)


def check_footer(survey: Survey) -> Iterator[Finding]:
    """Every page says at its foot who answers for the site."""
    for page in survey.tree.pages.values():
        for title, key, pattern in _FOOTER:
            if not pattern.search(page.footer):
                mend = f"在 site_config/site.yml 里填好 {key}，再运行 build。"
                yield Finding("footer-fields", page.name, f"页脚缺少{title}", mend=mend)
        if not page.contacts and not re.search(r"电话|信箱|邮箱", page.footer):
            mend = "在 site_config/site.yml 里填好 phone 和 mailbox，再运行 build。"
            yield Finding("footer-fields", page.name, "页脚缺少联系方式", mend=mend)


def check_disclosure(survey: Survey) -> Iterator[Finding]:
    """Every measure and every list shows the fields by which disclosed information is kept and found."""
    for page in survey.articles:
        if _DISCLOSED.match(page.name):
            for title in DISCLOSURE_FIELDS:
                if not any(label.endswith(title) for label in page.labels):
                    yield Finding("disclosure-fields", page.name, f"没有列出{title}")


def _name_missing(rule: str, page: Page, tags: Iterable[str]) -> Iterator[Finding]:
    for tag in tags:
        if not page.metas.get(tag, "").strip():
            yield Finding(rule, page.name, f"缺少 {tag}")
