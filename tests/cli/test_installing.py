"""`kam completion SHELL --install`: where the script goes, and that it goes there once."""

from pathlib import Path

import pytest

from kam.cli import installing
from kam.cli.app import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home, where a PowerShell would have its profile too."""
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("ZDOTDIR", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(installing, "_profile", lambda _shell: tmp_path / "ps" / "profile.ps1")
    return tmp_path


def files(home: Path) -> dict[str, bytes]:
    found = (each for each in home.rglob("*") if each.is_file())
    return {each.relative_to(home).as_posix(): each.read_bytes() for each in found}


@pytest.mark.parametrize(
    ("shell", "script", "start"),
    [
        ("bash", ".bash_completions/kam.sh", ".bashrc"),
        ("zsh", ".zfunc/_kam", ".zshrc"),
        ("fish", ".config/fish/completions/kam.fish", None),
        ("powershell", "ps/kam-completion.ps1", "ps/profile.ps1"),
        ("pwsh", "ps/kam-completion.ps1", "ps/profile.ps1"),
    ],
)
def test_it_is_written_once_and_said_where(
    shell: str, script: str, start: str | None, home: Path, capsys: Captured
) -> None:
    assert main(["completion", shell, "--install"]) == 0
    assert str(home / script) in capsys.readouterr().err
    written = files(home)
    assert set(written) == {script, start} - {None}
    assert main(["completion", shell, "--install"]) == 0
    assert "in its place already" in capsys.readouterr().err
    assert files(home) == written


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (b"", b"LINE\n"),
        (b"alias k=kam", b"alias k=kam\nLINE\n"),
        ("# 中文".encode("gb18030") + b"\n", "# 中文".encode("gb18030") + b"\nLINE\n"),
        ("\ufeff$a\r\n".encode("utf-16-le"), "\ufeff$a\r\nLINE\n".encode("utf-16-le")),
        (b"LINE\nrest\n", b"LINE\nrest\n"),
    ],
)
def test_what_a_start_file_holds_stays_byte_for_byte(
    held: bytes, wanted: bytes, tmp_path: Path
) -> None:
    start = tmp_path / "start"
    start.write_bytes(held)
    for _turn in range(2):
        installing._append(start, "LINE")
    assert start.read_bytes() == wanted


def test_an_older_script_is_replaced(home: Path, capsys: Captured) -> None:
    main(["completion", "bash", "--install"])
    script = home / ".bash_completions" / "kam.sh"
    script.write_text("# of an older kam\n")
    before = (home / ".bashrc").read_bytes()
    assert main(["completion", "bash", "--install"]) == 0
    assert "_kam_completion" in script.read_text()
    assert (home / ".bashrc").read_bytes() == before


def test_what_cannot_be_written_is_one_line(home: Path, capsys: Captured) -> None:
    (home / ".bash_completions").write_text("a file where a folder should be")
    assert main(["completion", "bash", "--install"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("kam: ") and "kam completion bash" in said and said.count("\n") == 1


def test_a_powershell_that_is_not_there_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["completion", "pwsh", "--install"]) == 1
    said = capsys.readouterr().err
    assert "pwsh does not say where its profile is" in said and said.count("\n") == 1
