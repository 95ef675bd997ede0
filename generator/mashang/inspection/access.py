"""What people who cannot see the page, or not well, depend on (GB/T 37668-2019), and forms that lead somewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from mashang.inspection.page import Form
from mashang.inspection.references import is_relative
from mashang.inspection.rules import Finding
from mashang.inspection.survey import Survey
from mashang.problems import Severity


def check_images(survey: Survey) -> Iterator[Finding]:
    """Every picture has a text or says that it needs none."""
    for page in survey.tree.pages.values():
        for name, count in Counter(page.undescribed).items():
            times = f"，共 {count} 处" if count > 1 else ""
            title = "内嵌图形（svg）" if name == "svg" else f"图片“{name}”"
            yield Finding("images-described", page.name, f"{title}没有文字说明{times}")


def check_headings(survey: Survey) -> Iterator[Finding]:
    """Every page has one first heading, with words in it."""
    for page in survey.tree.pages.values():
        if len(page.headings) != 1:
            what = f"有 {len(page.headings)} 个 h1" if page.headings else "没有 h1"
            yield Finding("one-heading", page.name, what)
        elif not page.headings[0]:
            yield Finding("one-heading", page.name, "h1 里没有文字")


def check_languages(survey: Survey) -> Iterator[Finding]:
    """Every page says in which language it is."""
    for page in survey.tree.pages.values():
        if not page.lang.strip():
            yield Finding("language-named", page.name, "html 标签没有 lang")


def check_titles(survey: Survey) -> Iterator[Finding]:
    """Every page has a title, and no two pages that readers search for have the same."""
    pages: dict[str, list[str]] = defaultdict(list)
    for page in survey.tree.pages.values():
        if not page.title:
            yield Finding("titles-distinct", page.name, "没有标题（title）")
        elif page.kind != "scan":
            pages[page.title].append(page.name)
    for title, names in pages.items():
        for name in names[1:]:
            yield Finding("titles-distinct", name, f"标题“{title}”与 {names[0]} 相同", Severity.WARNING)


def check_tables(survey: Survey) -> Iterator[Finding]:
    """Every table has heading cells."""
    for page in survey.tree.pages.values():
        if page.bare_tables:
            yield Finding("tables-headed", page.name, f"{page.bare_tables} 张表格没有表头")


def check_forms(survey: Survey) -> Iterator[Finding]:
    """Every form that can be sent is sent to something that answers."""
    for page in survey.tree.pages.values():
        for form in page.forms:
            what = _judge_form(form)
            if what:
                yield Finding("forms-answered", page.name, what)
            if form.action.lower().startswith("http:"):
                yield Finding("secure-requests", page.name, f"表单提交到“{form.action}”，没有加密")


def _judge_form(form: Form) -> str:
    """Why nobody answers a form, or an empty string. A page of files cannot take in what is posted."""
    if form.scripted and form.method != "post":
        return ""
    if not form.action or form.action.startswith(("#", "javascript:")):
        return "表单没有写明提交到哪里" if form.has_submit or form.method == "post" else ""
    if form.method == "post" and is_relative(form.action):
        return f"表单提交到“{form.action}”，静态页面收不到"
    return ""
