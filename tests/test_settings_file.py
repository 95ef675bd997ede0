"""Reading site_config/site.yml."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from mashang.county import County
from mashang.settings import Settings
from mashang.settings_file import read_settings
from mashang.yaml_causes import COMMENT_REASON, QUOTE_REASON

WHOLE = """\
name: 甲县营商环境公开
county: 甲县
organiser: 甲县营商办
site_url: https://www.example.com/yshj/
code_base: https://www.example.com/yshj/f/
phone: 0571-12345678
mailbox: a@example.com
address: 甲县一号
"""


def read(tmp_path: Path, text: str | bytes) -> tuple[Settings | None, list[str]]:
    """Settings and problems (place, sentence, mend) of a site.yml with this text."""
    (tmp_path / "site_config").mkdir(parents=True, exist_ok=True)
    (tmp_path / "site_config" / "site.yml").write_bytes(text if isinstance(text, bytes) else text.encode())
    settings, problems = read_settings(County(tmp_path))
    return settings, [f"{found.where}｜{found.sentence}｜{found.mend}" for found in problems]


def test_values_are_taken_as_they_stand(tmp_path: Path) -> None:
    """Numbers with leading zeros and words like 12:30 stay text; numbers and truth values are read as such."""
    settings, problems = read(
        tmp_path, WHOLE + "hours: 12:30\nsite_code: 0571\ntolerance: 7.5\nhandling_days: 15\ndemonstration: true\n"
    )
    assert problems == []
    assert settings is not None
    assert (settings.phone, settings.hours, settings.site_code) == ("0571-12345678", "12:30", "0571")
    assert (settings.tolerance, settings.handling_days, settings.demonstration) == (Decimal("7.5"), 15, True)


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Notepad writes a mark before the text."""
    settings, problems = read(tmp_path, b"\xef\xbb\xbf" + WHOLE.encode())
    assert settings is not None
    assert problems == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            WHOLE.replace("phone: 0571-12345678\n", ""),
            'site_config/site.yml｜缺少“phone”（联系电话）。｜补上：phone: "0000-8000100"',
        ),
        (WHOLE + "nmae: x\n", "site_config/site.yml · 第 9 行（nmae）｜不认识“nmae”。｜是不是“name”？"),
        (WHOLE + "name: x\n", "site_config/site.yml · 第 9 行（name）｜“name”写了两遍。｜只留一个。"),
        (
            WHOLE + "demonstration: 是\n",
            (
                "site_config/site.yml · 第 9 行（demonstration）｜“demonstration”的值“是”不对：只能是 true 或 false。"
                "｜写成：demonstration: true"
            ),
        ),
        (
            WHOLE + "tolerance: 十\n",
            (
                "site_config/site.yml · 第 9 行（tolerance）｜“tolerance”的值“十”不对：应当是不小于 0 的数。"
                "｜写成：tolerance: 10"
            ),
        ),
        (
            WHOLE + "retention_days: -1\n",
            (
                "site_config/site.yml · 第 9 行（retention_days）｜“retention_days”的值“-1”不对："
                "应当是不小于 0 的整数。｜写成：retention_days: 180"
            ),
        ),
        (
            WHOLE + "minimum_ratings: 2\n",
            (
                "site_config/site.yml · 第 9 行（minimum_ratings）｜“minimum_ratings”的值“2”不对："
                "只能是 1（都公布）或不小于 3 的整数。｜写成：minimum_ratings: 5"
            ),
        ),
        (
            WHOLE.replace("/yshj/f/", "/yshj/f"),
            (
                "site_config/site.yml · 第 5 行（code_base）｜“code_base”的值“https://www.example.com/yshj/f”不对："
                "最后要有斜杠“/”。｜写成：code_base: https://www.example.com/yshj/f/"
            ),
        ),
        (
            WHOLE.replace("https://www.example.com/yshj/\n", "www.example.com/\n"),
            (
                "site_config/site.yml · 第 4 行（site_url）｜“site_url”的值“www.example.com/”不对："
                "网址以 https:// 开头。｜写成：site_url: https://www.example.com/yshj/"
            ),
        ),
        (
            WHOLE + "hours: [1, 2]\n",
            (
                "site_config/site.yml · 第 9 行（hours）｜“hours”的值“…”不对：只能是一行文字或数字。"
                "｜写成：hours: 工作日 9:00—17:00"
            ),
        ),
        (
            WHOLE
            + "ranking: true\nranking_completion: 0\nranking_on_time: 0\nranking_reporting: 0\nranking_ratings: 0\n",
            (
                "site_config/site.yml｜“ranking_completion”的值“0”不对：四项权重不能都是 0，否则算不出得分。"
                "｜写成：ranking_completion: 40"
            ),
        ),
        ("- a\n", "site_config/site.yml｜这里应当是“名称: 内容”一行一项。｜对照手册里的例子改写。"),
    ],
)
def test_each_slip_is_named_with_its_line(tmp_path: Path, text: str, expected: str) -> None:
    """A wrong setting gives no settings at all, and says where, what and how to mend."""
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert expected in problems


@pytest.mark.parametrize("text", [b"name: [", b"name: \xff\xfe", b"a: b: c\n"])
def test_broken_files_are_reported_plainly(tmp_path: Path, text: bytes) -> None:
    """What is no YAML, or no UTF-8, is one problem with a line."""
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert len(problems) == 1
    assert "写法不对" in problems[0]


_COLON = "冒号“：”是全角的，要改成英文“:”，后面空一格"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (WHOLE.replace("county: ", "county："), f"第 2 行写法不对：{_COLON}。"),
        (WHOLE.replace("county: ", "county:"), "第 2 行写法不对：英文冒号“:”后面要空一格。"),
        (WHOLE.replace("county: ", "\tcounty: "), "写法不对：缩进用了 Tab 键，要改成空格。"),
        (f"{WHOLE}hours：工作日\n", f"第 9 行写法不对：{_COLON}。"),
        (f"{WHOLE}undertaker: 数据局\n办公室\n", "第 10 行写法不对：缺少冒号“:”。"),
        (WHOLE.replace("甲县一号", "甲县\n  一号"), "第 9 行写法不对：这一行开头缺少名称和冒号。"),
        (WHOLE.replace("name: ", "name："), f"第 1 行写法不对：{_COLON}。"),
        (
            WHOLE.replace("name: ", "name：").replace("county", "# 地区\n\n# 简称\ncounty"),
            f"第 1 行写法不对：{_COLON}。",
        ),
        (f"# 设置\n{WHOLE.replace('name: ', 'name：')}", f"第 2 行写法不对：{_COLON}。"),
        (WHOLE.replace("name: ", "name "), "第 1 行写法不对：这一行开头缺少名称和冒号。"),
        (WHOLE.replace("name: ", "name:"), "第 1 行写法不对：英文冒号“:”后面要空一格。"),
        (f"网站设置\n# 名称\n{WHOLE}", "第 1 行写法不对：这一行开头缺少名称和冒号。"),
        (f"\t{WHOLE}", "第 1 行写法不对：缩进用了 Tab 键，要改成空格。"),
        (WHOLE.replace("name: ", "name:\t"), "第 1 行写法不对：冒号后面用了 Tab 键，要改成空格。"),
        (WHOLE.replace("甲县一号", "甲县一号 #3 楼"), f"第 8 行写法不对：{COMMENT_REASON}。"),
        (WHOLE.replace("甲县一号", "甲县一号 # 3 楼"), f"第 8 行写法不对：{COMMENT_REASON}。"),
        (WHOLE.encode() + b"hours: \xff\n", "第 1 行写法不对：文字编码认不出来，用记事本打开，另存为 UTF-8。"),
    ],
)
def test_what_people_type_wrong_is_named(tmp_path: Path, text: str | bytes, said: str) -> None:
    """Full-width colons above all: at the end of a file YAML would take such a line into the value before it."""
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert len(problems) == 1
    assert said in problems[0]


@pytest.mark.parametrize(
    "line", ["hotline: 12345 # 热线", 'undertaker: "甲局 #2"', "icp: # 还没有", "tolerance: 7 #点"]
)
def test_plain_comments_are_comments(tmp_path: Path, line: str) -> None:
    """A space behind the sign and no number: nobody's address is cut there. Beside a number nothing is."""
    settings, problems = read(tmp_path, f"{WHOLE}{line}\n")
    assert settings is not None
    assert problems == []


@pytest.mark.parametrize("key", ["phone", "hotline", "report_phone", "site_code", "icp", "police_record"])
@pytest.mark.parametrize("words", ["县长热线", "待批", "无"])
def test_words_are_no_number(tmp_path: Path, key: str, words: str) -> None:
    """Each page would show them at its foot as a telephone or as the number of a record."""
    lines = [line for line in WHOLE.splitlines() if not line.startswith(f"{key}:")]
    settings, (found,) = read(tmp_path, "\n".join((f"{key}: {words}", *lines)))
    assert settings is None
    assert found.startswith(f"site_config/site.yml · 第 1 行（{key}）｜“{key}”的值“{words}”不对：里面没有号码；")


@pytest.mark.parametrize("written", ["“甲县营商环境”", "‘甲县’", '“甲县"', "「甲县」"])
def test_chinese_quotation_marks_around_a_value_are_named(tmp_path: Path, written: str) -> None:
    """YAML takes them for a part of the name; inside of one they are."""
    settings, (found,) = read(tmp_path, WHOLE.replace("name: 甲县营商环境公开", f"name: {written}", 1))
    assert settings is None
    assert found.startswith(f"site_config/site.yml · 第 1 行（name）｜“name”的值“{written}”不对：{QUOTE_REASON}。")
    settings, problems = read(tmp_path, WHOLE.replace("name: 甲县营商环境公开", "name: “甲”和“乙”", 1))
    assert settings is not None
    assert problems == []


def test_notepads_chinese_encoding_is_read(tmp_path: Path) -> None:
    """An older Notepad saves in the encoding of Chinese Windows; rare letters survive."""
    settings, problems = read(tmp_path, WHOLE.replace("甲县营商办", "䶮县营商办").encode("gb18030"))
    assert problems == []
    assert settings is not None
    assert settings.organiser == "䶮县营商办"


def test_a_file_that_is_no_settings_is_refused_unread(tmp_path: Path) -> None:
    """Something large under the name of the settings does not hold up the office."""
    settings, problems = read(tmp_path, WHOLE + "#" * 1_000_000)
    assert settings is None
    assert len(problems) == 1
    assert "文件太大" in problems[0]


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    """Without the file there are no settings, and the problem names it."""
    settings, problems = read_settings(County(tmp_path))
    assert settings is None
    assert [(found.code, found.mend) for found in problems] == [
        ("settings-missing", "从示例复制一份，再改成本地的内容。")
    ]


def test_a_file_whose_suffix_windows_hid_is_named(tmp_path: Path) -> None:
    """Notepad adds .txt and Windows does not show it."""
    folder = tmp_path / "site_config"
    folder.mkdir()
    (folder / "site.yml.txt").write_text(WHOLE, encoding="utf-8")
    _, problems = read_settings(County(tmp_path))
    assert [found.code for found in problems] == ["settings-missing"]
    assert problems[0].mend.startswith("把 site.yml.txt 改名为 site.yml（")


@pytest.mark.parametrize("sign", ['"', "'", "<", ">", " ", "\\", "`"])
@pytest.mark.parametrize("key", ["site_url", "code_base", "intake_url", "external_form", "error_report_url"])
def test_addresses_hold_no_signs_that_end_them(tmp_path: Path, key: str, sign: str) -> None:
    """An address stands in links, symbols and the site's map: what would end it there is refused and shown."""
    address = yaml.safe_dump(f"https://www.example.com/a{sign}b/").partition("\n...")[0].strip()
    lines = [line for line in WHOLE.splitlines() if not line.startswith(key)]
    settings, problems = read(tmp_path, "\n".join([*lines, f"{key}: {address}"]))
    assert settings is None
    assert f"网址里不能有“{sign}”" in problems[0]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://www.example.com;return/", "域名写错了"),
        ("https://$host/", "域名写错了"),
        ("https://*.example.com/", "域名写错了"),
        ("https://-a.example.com/", "域名写错了"),
        ("https://user:word@www.example.com/", "域名写错了"),
        ("https:///yshj/", "网址里没有域名"),
        ("https://www.example.com:80a/", "域名或端口写错了"),
        ("https://www.example.com:99999/", "域名或端口写错了"),
        ("https://www.example.com/a;b/", "域名后面只能有英文字母、数字、短横线和斜杠"),
        ("https://www.example.com/$uri/", "域名后面只能有英文字母、数字、短横线和斜杠"),
        ("https://www.example.com/../", "域名后面只能有英文字母、数字、短横线和斜杠"),
        ("https://www.example.com//a/", "域名后面只能有英文字母、数字、短横线和斜杠"),
        ("https://www.example.com/?a=/", "域名后面只能有英文字母、数字、短横线和斜杠"),
        ("https://www.example.com/#/", "域名后面只能有英文字母、数字、短横线和斜杠"),
        ("https://www.example.com/营商/", "域名后面只能有英文字母、数字、短横线和斜杠"),
    ],
)
@pytest.mark.parametrize("key", ["site_url", "code_base", "staging_url"])
def test_addresses_of_our_own_are_fit_for_a_server(tmp_path: Path, key: str, address: str, reason: str) -> None:
    """A server's configuration is made from them: a name or path that would say something else there is refused."""
    lines = [line for line in WHOLE.splitlines() if not line.startswith(key)]
    settings, problems = read(tmp_path, "\n".join([*lines, f"{key}: '{address}'"]))
    assert settings is None
    assert len(problems) == 1
    assert f"“{address}”不对：{reason}。" in problems[0]


@pytest.mark.parametrize(
    "address", ["https://www.example.com:8443/", "http://10.0.0.8/a-b/c.d_e~/", "https://营商.example.中国/"]
)
def test_ordinary_addresses_are_taken(tmp_path: Path, address: str) -> None:
    """Ports, numbers for names, and names in Chinese, which are domains as well."""
    settings, problems = read(tmp_path, f"{WHOLE}staging_url: {address}\n")
    assert problems == []
    assert settings is not None
    assert settings.staging_url == address


@pytest.mark.parametrize(
    "preview", ["https://www.example.com/yshj/", "http://WWW.example.com/yshj/yulan/", "https://www.example.com/"]
)
def test_a_preview_never_stands_at_the_sites_address(tmp_path: Path, preview: str) -> None:
    """The same address, one below it or one above it would show drafts to the public."""
    settings, problems = read(tmp_path, f"{WHOLE}staging_url: {preview}\n")
    assert settings is None
    assert "预览要和正式网站分开" in problems[0]


def test_nesting_without_end_is_reported_plainly(tmp_path: Path) -> None:
    """Brackets upon brackets are no settings, and no failure of the program."""
    settings, problems = read(tmp_path, "name: " + "[" * 100_000)
    assert settings is None
    assert len(problems) == 1


def test_required_fields_of_the_footer_are_named_when_empty(tmp_path: Path) -> None:
    """A field that is called required and is empty stops the build by its name; one that is filled does not."""
    text = WHOLE + "required_fields: site_code、icp，hotline\nicp: 甲ICP备00000000号\n"
    settings, problems = read(tmp_path, text)
    assert settings is None
    assert problems == [
        (
            "site_config/site.yml｜页脚必填的“site_code”（网站标识码）还没有填。｜"
            '填好它：site_code: "0000000000"。确实不需要，就从 required_fields 里去掉。'
        )
    ]


def test_required_fields_that_are_filled_stop_nothing(tmp_path: Path) -> None:
    """A default, such as the hotline's, is as good as a written value."""
    settings, problems = read(tmp_path, WHOLE + "required_fields: hotline、icp\nicp: 甲ICP备00000000号\n")
    assert problems == []
    assert settings is not None
    assert settings.required_fields == ("hotline", "icp")


def test_only_fields_of_the_footer_can_be_required(tmp_path: Path) -> None:
    """A word that names none is an error that lists those there are."""
    _, problems = read(tmp_path, WHOLE + "required_fields: icp备案\n")
    assert len(problems) == 1
    assert "“icp备案”不是页脚的项目，可用的有 undertaker、" in problems[0]


def test_the_party_mark_is_a_picture_of_the_county(tmp_path: Path) -> None:
    """Any other place than the county's own assets, and a file that is not there, are refused."""
    for number, written in enumerate(("https://www.example.com/a.png", "../a.png", "assets/a.js", "assets/mark.png")):
        _, problems = read(tmp_path / str(number), WHOLE + f"party_mark: {written}\n")
        assert [written in found for found in problems] == [True]
    assets = tmp_path / "county" / "site_config" / "overrides" / "assets"
    assets.mkdir(parents=True)
    (assets / "mark.png").write_bytes(b"\x89PNG")
    (tmp_path / "county" / "site_config" / "site.yml").write_text(WHOLE + "party_mark: assets/mark.png\n", "utf-8")
    settings, found = read_settings(County(tmp_path / "county"))
    assert found == ()
    assert settings is not None
    assert settings.party_mark == "assets/mark.png"
