"""How problems are shown."""

from __future__ import annotations

from mashang.cli.report import format_problems
from mashang.problems import Location, problem


def test_repeats_are_grouped_with_a_count() -> None:
    """Of many alike in one column three are written out, the rest is counted with its places."""
    alike = [
        problem("required-empty", Location("a.xlsx", "表1", row, "D", "内容"), heading="内容") for row in range(2, 10)
    ]
    assert format_problems(alike) == "\n\n".join(
        [
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
    assert [block.splitlines()[0] for block in said[:4]] == [
        "a.xlsx · D2（内容）",
        "a.xlsx · D3（内容）",
        "a.xlsx · D4（内容）",
        f"  同样的问题还有 55 处：{places} 等。",
    ]
    assert said[4].startswith("a.xlsx · 第 3 行\n")
    assert len(said) == 6


def test_nothing_wrong_says_so() -> None:
    """No problem is one short line."""
    assert format_problems([]) == "没有发现问题。"


def test_warnings_alone_do_not_alarm() -> None:
    """Warnings are counted and do not stop anything."""
    warned = [problem("hidden-sheet", Location("a.xlsx", "备份"), sheet="备份")]
    assert format_problems(warned).endswith("没有错误，1 个提醒。")
