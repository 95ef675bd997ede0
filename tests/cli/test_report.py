"""How problems are shown."""

from __future__ import annotations

import json

from mashang.cli.report import format_problems, report_problems
from mashang.problems import Location, problem


def test_repeats_are_grouped_with_a_count() -> None:
    """Of many alike in one column three are written out, the rest is counted with its places."""
    alike = [
        problem("required-empty", Location("a.xlsx", "表1", row, "D", "内容"), heading="内容") for row in range(2, 10)
    ]
    assert format_problems(alike) == "\n\n".join(
        [
            "a.xlsx · 表“表1” · D（内容）：8 行“内容”没有填。",
            *(
                f"a.xlsx · 表“表1” · D{row}（内容）\n  错误：“内容”没有填。  [required-empty]\n  改法：补上内容。"
                for row in (2, 3, 4)
            ),
            "  同样的问题还有 5 处：D5、D6、D7、D8、D9。",
            "共 8 个错误、0 个提醒。改好错误后重新运行；现在的网站没有变。",
        ]
    )


def test_repeats_are_drawn_together_over_what_lies_between() -> None:
    """A slip in every row does not bury a single other problem."""
    rows = range(2, 60)
    alike = [problem("required-empty", Location("a.xlsx", "", row, "D", "内容"), heading="内容") for row in rows]
    other = problem("file-empty", Location("a.xlsx", "", 3))
    said = format_problems([alike[0], other, *alike[1:]]).split("\n\n")
    places = "、".join(f"D{row}" for row in range(5, 45))
    assert [block.splitlines()[0] for block in said[:5]] == [
        "a.xlsx · D（内容）：58 行“内容”没有填。",
        "a.xlsx · D2（内容）",
        "a.xlsx · D3（内容）",
        "a.xlsx · D4（内容）",
        f"  同样的问题还有 55 处：{places} 等。",
    ]
    assert said[5].startswith("a.xlsx · 第 3 行\n")
    assert len(said) == 7


def test_a_text_stays_short_whatever_is_wrong() -> None:
    """A hundred thousand rows in one column, ten thousand files: what is not written out is counted."""
    rows = [problem("required-empty", Location("a.xlsx", "", row, "D"), heading="内容") for row in range(100_000)]
    files = [problem("file-empty", Location(f"content/pages/{number}.md")) for number in range(10_000)]
    said = format_problems([*rows, *files]).split("\n\n")
    assert len("".join(said)) < 200_000
    assert said[4].startswith("  同样的问题还有 99997 处：D3、D4")
    assert said[-2:] == [
        "还有 9005 个问题没有列在这里。改好上面的再查，或用 --format csv 看全部。",
        "共 110000 个错误、0 个提醒。改好错误后重新运行；现在的网站没有变。",
    ]


def test_the_other_forms_are_whole() -> None:
    """A program, and a clerk who sorts in Excel, get every problem."""
    report = report_problems(problem("file-empty", Location(f"{number}.md")) for number in range(2_000))
    assert len(json.loads(report.render("json"))) == 2_000
    assert report.render("csv").count("\r\n") == 2_001


def test_nothing_wrong_says_so() -> None:
    """No problem is one short line."""
    assert format_problems([]) == "没有发现问题。"


def test_warnings_alone_do_not_alarm() -> None:
    """Warnings are counted and do not stop anything."""
    warned = [problem("hidden-sheet", Location("a.xlsx", "备份"), sheet="备份")]
    assert format_problems(warned).endswith("没有错误，1 个提醒。")
