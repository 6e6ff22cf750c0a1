"""Workbooks of every kind and dress, and files that are none."""

import csv
from datetime import date, datetime
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from kam.errors import NotFoundError, UnreadableFileError
from kam.sheets.columns import Cell
from kam.sheets.opening import open_book

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ROWS = [["客户名称", "金额"], ["甲", "1,200"], ["乙", "3"]]


def rows_of(path: Path, sheet: int = 0) -> list[list[Cell]]:
    with open_book(path) as book:
        return list(book.sheets[sheet].rows())


def a_workbook(path: Path, **cells: object) -> Path:
    book = Workbook()
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def a_file(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def test_rows_begin_where_excel_says(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", C4="客户", D4=1.5, C5="甲", D5=date(2026, 1, 5))
    with open_book(path) as book:
        sheet = book.sheets[0]
        assert (sheet.first_row, sheet.first_column, sheet.height) == (4, 3, 2)
        assert list(sheet.rows()) == [["客户", 1.5], ["甲", date(2026, 1, 5)]]


def test_rows_can_be_taken_twice(tmp_path: Path) -> None:
    with open_book(a_workbook(tmp_path / "a.xlsx", A1="x")) as book:
        assert list(book.sheets[0].rows()) == list(book.sheets[0].rows()) == [["x"]]


def test_hidden_sheets_say_so_and_empty_ones_have_no_rows(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("字典").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    with open_book(tmp_path / "a.xlsx") as opened:
        assert [(sheet.name, sheet.hidden) for sheet in opened.sheets] == [
            ("Sheet", False),
            ("字典", True),
        ]
        assert (list(opened.sheets[0].rows()), opened.sheets[0].height) == ([], 0)


def test_merged_ranges_are_in_excel_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["B2"] = "说明"
    book.worksheets[0].merge_cells("B2:D3")
    book.save(tmp_path / "a.xlsx")
    with open_book(tmp_path / "a.xlsx") as opened:
        assert opened.sheets[0].merged == [(2, 2, 3, 4)]


def test_failed_formulas_say_what_excel_shows(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", B2="客户", C2="经理", B3="甲", C3="#N/A", B4="#DIV/0!")
    assert rows_of(path) == [["客户", "经理"], ["甲", "#N/A"], ["#DIV/0!", ""]]


def test_failed_formulas_are_found_in_the_right_sheet(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("A&B")["A1"] = "#REF!"
    book.worksheets[0]["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    assert (rows_of(tmp_path / "a.xlsx", 0), rows_of(tmp_path / "a.xlsx", 1)) == (
        [["x"]],
        [["#REF!"]],
    )


def test_a_failed_formula_without_a_text_takes_none_from_its_neighbour(tmp_path: Path) -> None:
    cells = '<c r="A1"><v>1</v></c><c t="e" r="B1"><f>X</f></c><c r="C1"><v>5</v></c>'
    cells += '<c r="D1"><v>6</v></c>'
    row = f'<row r="1">{cells}</row>'
    a_workbook(tmp_path / "a.xlsx", A1="x")
    with (
        ZipFile(tmp_path / "a.xlsx") as old,
        ZipFile(tmp_path / "b.xlsx", "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name).decode()
            start, end = content.find("<row"), content.find("</sheetData>")
            new.writestr(name, content if start < 0 else content[:start] + row + content[end:])
    assert rows_of(tmp_path / "b.xlsx") == [[1, "", 5, 6]]


@pytest.mark.parametrize("name", ["a.csv", "a.xls", "a", "a.ods", "a.txt"])
def test_the_name_of_a_file_is_not_believed(tmp_path: Path, name: str) -> None:
    book = a_workbook(tmp_path / "real.xlsx", A1="x")
    book.rename(tmp_path / name)
    assert rows_of(tmp_path / name) == [["x"]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_text_tables_open_in_any_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    with (tmp_path / "a.xls").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(ROWS * 20)
    assert rows_of(tmp_path / "a.xls") == ROWS * 20


def test_quoted_newlines_stay_in_their_cell_and_zeros_go(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.csv", 'a,b\r\n"x\r\ny","="" 1"""\r\n\r\n=\0"01",\0z\r\n')
    assert rows_of(path) == [["a", "b"], ["x\r\ny", '=" 1"'], [], ['="01"', "z"]]


def test_the_separator_line_of_excel_is_obeyed(tmp_path: Path) -> None:
    assert rows_of(a_file(tmp_path / "a.csv", "sep=;\r\na,b;c\r\n")) == [["a,b", "c"]]


def test_decimal_commas_do_not_split_a_table_of_semicolons(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.csv", "标题\n名称;金额;数量\n甲;1,5;2,5\n乙;2,5;3,5\n")
    assert rows_of(path)[2] == ["甲", "1,5", "2,5"]


def test_a_quotation_mark_that_never_closes_is_named(tmp_path: Path) -> None:
    path = a_file(tmp_path / "a.csv", 'a,b\n"x,' + "y\n" * 100_000)
    with pytest.raises(UnreadableFileError, match="quotation mark"):
        rows_of(path)


HTML = """<html><head><meta charset="gbk"></head><body><table>
<tr><th colspan=2>客户&nbsp;表</th></tr><tr><td rowspan=2>甲</td><td>1<br>2</td></tr>
<tr><td> 3 </td></tr></table><table><tr><td>x</td></tr></table></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_web_tables_named_xls_open(tmp_path: Path, encoding: str) -> None:
    with open_book(a_file(tmp_path / "导出.xls", HTML, encoding)) as book:
        first, second = book.sheets
        assert list(first.rows()) == [["客户 表"], ["甲", "1\n2"], [None, "3"]]
        assert first.merged == [(1, 1, 1, 2), (2, 1, 3, 1)]
        assert (second.name, list(second.rows())) == ("导出 2", [["x"]])


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<!DOCTYPE w [<!ENTITY e "expanded">]>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel"><Worksheet ss:Name="客户"><Table>
<Row ss:Index="2"><Cell ss:Index="2"><Data ss:Type="String">甲&e;</Data></Cell>
<Cell ss:MergeDown="1"><Data ss:Type="Number">1.5</Data></Cell></Row>
<Row><Cell><Data ss:Type="DateTime">2026-01-05T14:30:00.000</Data></Cell><Cell/>
<Cell><Data ss:Type="Boolean">1</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="字典"><x:WorksheetOptions><x:Visible>SheetHidden</x:Visible>
</x:WorksheetOptions></Worksheet></Workbook>"""


def test_xml_spreadsheets_open_and_expand_no_entities(tmp_path: Path) -> None:
    with open_book(a_file(tmp_path / "a.xls", XML)) as book:
        first, second = book.sheets
        assert list(first.rows()) == [
            [],
            [None, "甲&e;", 1.5],
            [datetime(2026, 1, 5, 14, 30), None, None, True],  # noqa: DTZ001 - cells know no zone
        ]
        assert first.merged == [(2, 3, 3, 3)]
        assert (second.name, second.hidden, list(second.rows())) == ("字典", True, [])


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 hello}", "save it as .xlsx"),
        (b"MIME-Version: 1.0\n", "save it as .xlsx"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00", "save it as .xlsx"),
        (b"<html><body>hello</body></html>", "without a table"),
        (b"<?xml version='1.0'?><feed/>", "XML document"),
        (b"PK\x03\x04 and no more", "damaged"),
        (OLE, "damaged"),
        (OLE + "Workbook".encode("utf-16-le"), "damaged"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (OLE + "WordDocument".encode("utf-16-le"), "text document"),
        (bytes(range(1, 30)) * 50, "not text"),
        (b"\x80\xff\xff\x80" * 40, "encoding"),
        (XML[:-30].encode(), "damaged"),
        (XML.replace('ss:Index="2"', 'ss:Index="0"').encode(), "damaged"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_line(
    tmp_path: Path, content: bytes, word: str
) -> None:
    path = a_file(tmp_path / "a.xlsx", content)
    with pytest.raises(UnreadableFileError, match=word) as refused:
        rows_of(path)
    assert str(path) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("member", "content", "word"),
    [
        ("word/document.xml", "x", "text document"),
        ("photo.jpg", "x", "packed archive"),
        ("Index/Document.iwa", "x", "Apple"),
        ("META-INF/manifest.xml", "<manifest:encryption-data/>", "password"),
        ("xl/workbook.xml", "<workbook>", "damaged"),
        ("xl/worksheets/sheet1.xml", "0" * 110_000_000, "unpack to 110 MB"),
    ],
)
def test_archives_that_are_no_workbooks_are_refused(
    tmp_path: Path, member: str, content: str, word: str
) -> None:
    with ZipFile(tmp_path / "a.xlsx", "w", ZIP_DEFLATED) as archive:
        archive.writestr(member, content)
    with pytest.raises(UnreadableFileError, match=word):
        rows_of(tmp_path / "a.xlsx")


def test_a_value_in_the_last_corner_is_refused_before_memory_runs_out(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", A1="客户", XFD1048576=1)
    with pytest.raises(UnreadableFileError, match="delete what stands outside the table"):
        rows_of(path)


def test_a_format_in_the_last_corner_does_no_harm(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "客户"
    book.worksheets[0]["XFD1048576"].number_format = "0.00"
    book.save(tmp_path / "a.xlsx")
    assert rows_of(tmp_path / "a.xlsx") == [["客户"]]


def test_a_workbook_cut_short_is_damaged(tmp_path: Path) -> None:
    path = a_workbook(tmp_path / "a.xlsx", A1="x")
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(UnreadableFileError, match="damaged"):
        rows_of(path)


def test_no_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        open_book(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableFileError, match="folder"):
        open_book(tmp_path)


def test_a_file_that_may_not_be_read_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise PermissionError

    path = a_workbook(tmp_path / "a.xlsx", A1="x")
    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UnreadableFileError, match="may not be read"):
        open_book(path)
