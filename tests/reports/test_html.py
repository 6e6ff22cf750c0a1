"""An answer as a web page: whole, harmless, and in its groups."""

import io
import re
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from lxml import html as reader

from kam import i18n
from kam.models.enums import VisitState
from kam.reports.html import write_html
from kam.reports.page import Facts, Page, Paragraph
from kam.reports.table import Field, Style, Table

FIELDS = (
    Field("owner", "负责人", "Owner"),
    Field("state", "状态", "State", Style.words, VisitState),
    Field("name", "名称", "Name", link="file"),
    Field("amount", "金额", "Amount", Style.money),
    Field("due_on", "到期", "Due", Style.date),
    Field("code", "编号", "Code", screen=False),
)
HOSTILE = '<script>alert("1")</script><img src=x onerror=alert(2)>'


def a_row(**values: Any) -> dict[str, Any]:
    row = {"owner": "张伟", "state": "overdue", "name": "华东精工", "amount": Decimal("1234.5")}
    return row | {"due_on": date(2026, 1, 5), "code": "007", "file": None} | values


def a_table(*rows: dict[str, Any], **more: Any) -> Table:
    return Table(FIELDS, rows or (a_row(),), **more)


def written(answer: Table | Page, title: str = "") -> str:
    file = io.StringIO()
    write_html(answer, file, title)
    return file.getvalue()


def page_of(answer: Table | Page, title: str = "") -> Any:
    return reader.document_fromstring(written(answer, title))


def texts(page: Any, path: str) -> list[str]:
    return [" ".join(each.text_content().split()) for each in page.xpath(path)]


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_a_page_says_its_language_its_title_and_who_made_it(language: str) -> None:
    i18n.use(language)
    page = page_of(Page("007 华东精工", ()))
    assert page.get("lang") == language
    assert texts(page, "//title") == texts(page, "//h1") == ["007 华东精工"]
    assert page.xpath("//meta[@name='generator']/@content") == ["kam"]
    assert page.xpath("//meta[@name='viewport']")


def test_sections_stand_under_their_titles_in_order() -> None:
    facts = Facts((("电话", "0512-1"), ("地址", "苏州\n星湖街")), "Who")
    page = page_of(Page("t", (facts, Paragraph(("one", "two"), "Why"), a_table(title="Visits"))))
    assert texts(page, "//h2") == ["Who", "Why", "Visits"]
    assert texts(page, "//dt") == ["电话", "地址"]
    assert page.xpath("//dd")[1].text == "苏州\n星湖街"
    assert texts(page, "//section/p") == ["one", "two"]
    assert texts(page, "//thead//th") == ["Owner", "State", "Name", "Amount", "Due"]


def test_a_list_is_a_page_of_its_own_headed_by_its_title_or_the_one_given() -> None:
    assert texts(page_of(a_table(title="Own"), "Given"), "//h1") == ["Own"]
    page = page_of(a_table(), "Given")
    assert texts(page, "//h1") == ["Given"] and page.xpath("//h2") == []


def test_every_value_carries_the_name_of_its_column_for_the_phone() -> None:
    [row] = page_of(a_table()).xpath("//tbody/tr")
    labels = [cell.get("data-label") for cell in row.xpath("td")]
    assert labels == ["Owner", "State", "Name", "Amount", "Due"]
    assert row.getparent().getparent().get("class") == "cards"


def test_a_short_list_stays_a_list_on_the_phone() -> None:
    table = Table(FIELDS[1:4], [a_row()])
    assert page_of(table).xpath("//table/@class") == []


def test_figures_stand_at_the_right_and_states_have_their_colours() -> None:
    rows = a_row(), a_row(state="due"), a_row(state="planned"), a_row(state="upcoming")
    page = page_of(a_table(*rows))
    assert set(page.xpath("//td[@data-label='Amount']/@class")) == {"number"}
    assert texts(page, "//td[@data-label='Amount']")[0] == "1,234.50"
    states = page.xpath("//td[@data-label='State']/@class")
    assert states == ["word red", "word yellow", "word green", "word"]


def test_groups_have_headings_and_the_list_its_footer() -> None:
    rows = a_row(), a_row(), a_row(owner=None)
    page = page_of(a_table(*rows, group_by="owner", footer=("2 further lines",)))
    assert texts(page, "//tbody/tr/th") == ["张伟 (2)", "unassigned (1)"]
    assert [len(body.xpath("tr[td]")) for body in page.xpath("//tbody")] == [2, 1]
    assert texts(page, "//p") == ["2 further lines"]
    assert "Owner" not in texts(page, "//thead//th")


def test_nothing_to_list_is_said() -> None:
    assert texts(page_of(Table(FIELDS, []), "t"), "//p") == ["nothing to list"]


def test_a_value_leads_to_the_file_beside_the_page() -> None:
    page = page_of(a_table(a_row(file="2026-01-05 007 华东#精工.html"), a_row()))
    [link] = page.xpath("//a")
    assert link.text == "华东精工"
    assert link.get("href") == "2026-01-05%20007%20%E5%8D%8E%E4%B8%9C%23%E7%B2%BE%E5%B7%A5.html"


def test_hostile_text_is_text_everywhere() -> None:
    table = a_table(
        a_row(owner=HOSTILE, name=HOSTILE, file=f'"{HOSTILE}'),
        title=HOSTILE,
        group_by="owner",
        footer=(HOSTILE,),
    )
    page = page_of(Page(HOSTILE, (Facts(((HOSTILE, HOSTILE),)), Paragraph((HOSTILE,)), table)))
    assert page.xpath("//script | //img | //*[@onerror]") == []
    assert texts(page, "//h1 | //dt | //dd | //p | //td[@data-label='Name']") == [HOSTILE] * 6


@pytest.mark.parametrize("note", ["长" * 3000, "a" * 3000, "一\n二\n\n三", "😀👩‍👩‍👧‍👦"])
def test_a_note_of_any_kind_is_kept_whole(note: str) -> None:
    page = page_of(Page("t", (Facts((("备注", note),)), a_table(a_row(name=note)))))
    assert page.xpath("//dd")[0].text == page.xpath("//td[@data-label='Name']")[0].text == note


def test_a_page_needs_nothing_from_outside() -> None:
    made = written(Page("t", (Facts((("网址", "www.example.com"),)), a_table())))
    assert "<script" not in made and "<link" not in made
    assert re.findall(r"https?:|//|url\(|@import|\bsrc=|\bon\w+=", made) == []


def test_a_list_of_many_columns_is_printed_across() -> None:
    fields = tuple(Field(f"f{n}", f"列{n}", f"F{n}") for n in range(12))
    wide = Table(fields, [{field.key: "x" for field in fields}])
    assert "size: A4 landscape" in written(wide) and "size: A4;" in written(a_table())
