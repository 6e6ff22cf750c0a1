"""`kam template`: where the form goes, and what it will not do."""

from pathlib import Path

import pytest

from kam.cli.app import main


def test_the_form_is_written_in_the_language_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from openpyxl import load_workbook

    form = tmp_path / "form.xlsx"
    assert main(["template", str(form), "--lang", "zh"]) == 0
    assert load_workbook(form)["客户"]["B1"].value == "*客户名称"
    assert "kam import" in capsys.readouterr().err


def test_a_form_that_may_be_filled_in_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.xlsx"
    form.write_text("filled in")
    assert main(["template", str(form)]) == 2
    assert form.read_text() == "filled in"
    assert "--yes" in capsys.readouterr().err


def test_with_yes_it_is(tmp_path: Path) -> None:
    form = tmp_path / "form.xlsx"
    form.write_text("filled in")
    assert main(["template", str(form), "--yes"]) == 0
    assert form.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("name", "code", "message"),
    [
        ("form.csv", 2, "end it in .xlsx"),
        ("nowhere/form.xlsx", 3, "there is no folder"),
    ],
)
def test_what_cannot_be_written_is_said_in_one_line(
    name: str, code: int, message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["template", str(tmp_path / name)]) == code
    assert message in capsys.readouterr().err
