"""Putting the completion script where a shell reads it: as often as one likes, never twice."""

import os
import subprocess
from codecs import BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from kam.cli.output import replacing
from kam.errors import KamError
from kam.i18n import _


def install(shell: str, script: str) -> Iterator[str]:
    """Write the script of the shell and, once, the line that reads it; says what was done."""
    file, start, line = _places(shell)
    words = {"shell": shell, "file": file, "start": start}
    try:
        written = _write(file, script)
        read = _append(start, line) if start else False
    except OSError as error:
        message = _("{file} cannot be written: {why}; print the script instead: {command}")
        said = {"file": error.filename or file, "why": error.strerror or error}
        raise KamError(message.format(**said, command=f"kam completion {shell}")) from error
    if not written and not read:
        yield _("completion for {shell} is in its place already: {file}").format(**words)
        return
    if start:
        message = _("completion for {shell} is in {file}, which {start} reads; open a new terminal")
    else:
        message = _("completion for {shell} is in {file}; open a new terminal")
    yield message.format(**words)
    if start and start.suffix == ".ps1":
        yield _("if the profile may not run: Set-ExecutionPolicy RemoteSigned -Scope CurrentUser")


def _places(shell: str) -> tuple[Path, Path | None, str]:
    """The script's file, the file that the shell reads at its start (None where it finds the
    script by itself), and the line in it."""
    home = Path.home()
    match shell:
        case "bash":
            line = "[ -r ~/.bash_completions/kam.sh ] && . ~/.bash_completions/kam.sh"
            return home / ".bash_completions" / "kam.sh", home / ".bashrc", line
        case "zsh":
            start = Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"
            line = "[ -r ~/.zfunc/_kam ] && . ~/.zfunc/_kam"
            return home / ".zfunc" / "_kam", start, line
        case "fish":
            config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
            return config / "fish" / "completions" / "kam.fish", None, ""
    profile = _profile(shell)
    name = "kam-completion.ps1"
    return profile.with_name(name), profile, f'. (Join-Path $PSScriptRoot "{name}")'


def _profile(shell: str) -> Path:
    """The profile of a PowerShell, as it says itself; KamError where there is none to ask."""
    ask = "[Console]::OutputEncoding = [System.Text.Encoding]::UTF8; $PROFILE"
    try:
        told = subprocess.run(
            [shell, "-NoProfile", "-NonInteractive", "-Command", ask],
            check=True,
            capture_output=True,
            encoding="utf-8",
        ).stdout.strip()
    except (OSError, ValueError, subprocess.CalledProcessError):
        told = ""
    if not told:
        message = _(
            "{shell} does not say where its profile is; put there what this prints: {command}"
        )
        raise KamError(message.format(shell=shell, command=f"kam completion {shell}"))
    return Path(told)


def _write(file: Path, script: str) -> bool:
    """Whether the file had to be written: it was not there, or another."""
    text = script + "\n"
    if file.is_file() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    with replacing(file) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
    return True


def _append(start: Path, line: str) -> bool:
    """Whether the line had to be added; what the file holds is left as it is, byte for byte."""
    held = start.read_bytes() if start.is_file() else b""
    encoding = "utf-16-le" if held.startswith(BOM_UTF16_LE) else "utf-8"
    if line.encode(encoding) in held:
        return False
    newline = "\n".encode(encoding)
    before = newline if held and not held.endswith(newline) else b""
    start.parent.mkdir(parents=True, exist_ok=True)
    with start.open("ab") as file:
        file.write(before + f"{line}\n".encode(encoding))
    return True
