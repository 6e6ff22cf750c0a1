"""Columns read at once, and the readers of words."""

# ruff: noqa: DTZ001 - cells know no zone

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum

import pytest

from kam.models.enums import Channel, CooperationStage, Gender, StaffRole
from kam.models.words import WORDS
from kam.sheets.cells import (
    BOOLEAN,
    CODE,
    DATE,
    INTEGER,
    MONEY,
    NAME,
    PERSON,
    PHONE,
    TAGS,
    TEXT,
    People,
    Unreadable,
    as_written,
    enum_reader,
    is_blank,
    read_column,
)
from kam.sheets.columns import Cell


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "\xa0\t", "\u200b", "\ufeff", "\r\n"])
def test_white_cells_are_blank(cell: Cell) -> None:
    assert is_blank(cell)


@pytest.mark.parametrize("cell", [0, False, 0.0, "0", "-", "无", time(0)])
def test_nought_and_marks_are_not_blank(cell: Cell) -> None:
    assert not is_blank(cell)


@pytest.mark.parametrize("mark", ["-", "—", "/", "无", "N/A", " n/a ", "暂无", "null"])
def test_a_mark_for_nothing_is_a_word_only_in_free_text(mark: str) -> None:
    for reader in (CODE, PHONE, NAME, DATE, MONEY, PERSON, TAGS, enum_reader(Channel)):
        assert read_column([mark], reader) == ([None], {})
    assert read_column([mark], TEXT) == ([mark.strip()], {})


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('="19306"', "19306"),
        ("'0012", "0012"),
        ("00120", "00120"),
        (19306.0, "19306"),
        (19306, "19306"),
        (1.5, "1.5"),
        (1e14, "100000000000000"),
        (" A-01\u3000", "A-01"),
        ("ＡＢ１２", "AB12"),
        ("A\x00\x07_x000D_\n1", "A 1"),
        (date(2026, 1, 5), "2026-01-05"),
    ],
)
def test_codes_keep_what_is_there(cell: Cell, text: str) -> None:
    assert CODE.read(cell) == text


@pytest.mark.parametrize("cell", [913101150000000123.0, 10**15, "9.1310E+17", float("nan"), "#N/A"])
def test_a_code_that_excel_has_damaged_is_refused(cell: Cell) -> None:
    with pytest.raises(Unreadable, match=r"text|formula"):
        CODE.read(cell)


def test_phones_keep_spaces_and_dashes() -> None:
    assert [PHONE.read(cell) for cell in (13800138000.0, "021-6888 1234", "'+86 138")] == [
        "13800138000",
        "021-6888 1234",
        "+86 138",
    ]


def test_free_text_keeps_its_lines_and_loses_control_characters() -> None:
    assert TEXT.read("  一\r\n二_x000D_\n三\x0b四\x01 ") == "一\n二\n三\n四"
    assert TEXT.read("#N/A") == "#N/A"


def test_a_name_is_one_line_and_no_failed_formula() -> None:
    assert NAME.read("华东\n机械  厂") == "华东 机械 厂"
    with pytest.raises(Unreadable):
        NAME.read("#REF!")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, ""),
        (12.50, "12.5"),
        (1e20, "100000000000000000000"),
        (-0.0, "0"),
        (True, "TRUE"),
        (datetime(2026, 1, 5), "2026-01-05"),
        (datetime(2026, 1, 5, 9, 30), "2026-01-05 09:30"),
        (time(9, 30, 5), "09:30:05"),
        (timedelta(hours=26), "26:00:00"),
        (timedelta(minutes=-1), "-0:01:00"),
        ("a\r\nb ", "a b"),
    ],
)
def test_problems_show_the_cell_as_it_was_written(cell: Cell, shown: str) -> None:
    assert as_written(cell) == shown


@pytest.mark.parametrize(
    ("cell", "channel"),
    [
        ("电话", Channel.phone),
        (" 上门　拜访 ", Channel.onsite),
        ("PHONE", Channel.phone),
        ("微信", Channel.message),
        ("微信／短信", Channel.message),
        ("ｐｈｏｎｅ", Channel.phone),
    ],
)
def test_words_of_a_list_are_understood_however_written(cell: str, channel: Channel) -> None:
    assert enum_reader(Channel).read(cell) is channel


@pytest.mark.parametrize("cell", ["account_manager", "Account Manager", "ACCOUNT-MANAGER"])
def test_english_terms_take_spaces_and_hyphens(cell: str) -> None:
    assert enum_reader(StaffRole).read(cell) is StaffRole.account_manager


@pytest.mark.parametrize("words", list(WORDS), ids=lambda words: words.__name__)
def test_every_word_means_one_thing(words: type[Enum]) -> None:
    for member, ways in WORDS[words].items():
        assert {enum_reader(words).read(way) for way in (*ways, str(member.value))} == {member}


def test_an_unknown_word_is_refused_with_the_list_and_the_nearest() -> None:
    with pytest.raises(Unreadable) as refused:
        enum_reader(Channel).read("电话联")
    assert refused.value.text().startswith("one of phone, onsite, video")
    assert refused.value.text().endswith("nearest is phone")


def test_enum_readers_are_made_once() -> None:
    assert enum_reader(Gender) is enum_reader(Gender)


@pytest.mark.parametrize(
    ("cells", "answer"),
    [
        (["是", "√", "Y", "yes", "1", 1, 1.0, True, "TRUE", "有"], True),
        (["否", "×", "N", "no", "0", 0, 0.0, False, "false", "无"], False),
        ([" ", "-", None], None),
    ],
)
def test_yes_and_no(cells: list[Cell], answer: bool | None) -> None:
    assert read_column(cells, BOOLEAN) == ([answer] * len(cells), {})


def test_neither_yes_nor_no_is_refused() -> None:
    with pytest.raises(Unreadable, match="yes or no"):
        BOOLEAN.read("也许")


def test_tags_have_one_way_of_being_written() -> None:
    assert TAGS.read("VIP，华东; 老客户|VIP、,钢 材") == "VIP、华东、老客户、钢 材"
    assert TAGS.read("、") is None


@pytest.mark.parametrize(
    "cell", ["张伟/李娜", "张伟、李娜", "张伟，李娜", "张伟;李娜", " 张伟 & 李娜"]
)
def test_the_first_of_several_people_counts(cell: str) -> None:
    assert PERSON.read(cell) == People("张伟", ("李娜",))


def test_one_person_has_no_rest() -> None:
    assert PERSON.read("Anna Lee") == People("Anna Lee", ())


def test_a_column_gives_values_and_what_was_wanted() -> None:
    values, bad = read_column(["1,200", "", None, "12,5o", 3, "12,5o"], MONEY)
    assert values == [Decimal("1200.00"), None, None, None, Decimal("3.00"), None]
    assert list(bad) == [3, 5]
    assert bad[3].text() == "an amount like 1250.00"


def test_true_and_one_are_different_cells() -> None:
    assert read_column([1, 1.0, True, "1"], CODE)[0] == ["1", "1", "TRUE", "1"]
    assert list(read_column([1, True], INTEGER)[1]) == [1]


def test_a_unit_in_the_header_scales_before_rounding() -> None:
    values, _ = read_column(["3.5", 0.123456, "5万元", "¥2"], MONEY, Decimal(10_000))
    assert values == [Decimal("35000.00"), Decimal("1234.56"), Decimal(50_000), Decimal(20_000)]


def test_a_unit_in_the_header_says_nothing_of_dates() -> None:
    assert read_column(["2026-01-05"], DATE, Decimal(10_000)) == ([date(2026, 1, 5)], {})


def test_stages_keep_their_synonyms() -> None:
    assert enum_reader(CooperationStage).read("老客户") is CooperationStage.active
