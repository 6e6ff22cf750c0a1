"""Records given out as workbooks, which import takes back without a change."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from kam.errors import UsageError
from kam.i18n import _, ngettext, pick
from kam.services.export_values import Values
from kam.services.finding import find_customer, find_staff
from kam.services.workspace import Workspace
from kam.sheets import layout
from kam.sheets.columns import Kind
from kam.sheets.kinds import KINDS
from kam.sheets.separated import DELIMITERS, write_separated
from kam.store import exports
from kam.store.among import Among, only

XLSX = ".xlsx"
MANAGER = ("manager", "客户经理")
_NO_FILE = str.maketrans(dict.fromkeys('<>:"/\\|?*\n\t', "_"))

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Wish:
    """What is to be given out: kinds (none: all), one customer's, one manager's customers'."""

    kinds: tuple[Kind, ...] = ()
    customer: str | None = None
    manager: str | None = None
    by: str | None = None
    """"manager": a workbook for each of them."""


class Job(NamedTuple):
    """One file to write: its kinds, of these customers (None: of all)."""

    path: Path
    kinds: tuple[Kind, ...]
    wanted: Among | None


@dataclass
class Given:
    """What went into a file."""

    path: Path
    rows: dict[str, int] = field(default_factory=dict)
    """Kind -> rows."""
    cut: dict[tuple[str, str], int] = field(default_factory=dict)
    """(sheet, header) -> texts too long for a cell of Excel."""

    def text(self) -> str:
        """One sentence: the file and how many rows of what it has."""
        parts = [
            f"{pick(kind.zh, kind.en)} {self.rows[kind.name]}"
            for kind in KINDS
            if kind.name in self.rows
        ]
        return _("{file} written: {rows}").format(file=self.path, rows=pick("，", ", ").join(parts))

    def warning(self) -> str:
        """What did not fit, in one sentence; empty where everything did."""
        if not self.cut:
            return ""
        (sheet, header), n = next(iter(self.cut)), sum(self.cut.values())
        return ngettext(
            "{n} text was too long for a cell of Excel and ends in …, in {sheet}, {header}; "
            "a .csv keeps it whole",
            "{n} texts were too long for a cell of Excel and end in …, the first in {sheet}, "
            "{header}; a .csv keeps them whole",
            n,
        ).format(n=n, sheet=sheet, header=header)


def kinds_named(said: Sequence[str]) -> tuple[Kind, ...]:
    """The kinds of `--only`, each by name or header, in the order sheets are written."""
    words = [word for each in said for word in each.replace("，", ",").split(",") if word.strip()]
    found = [next((k for k in KINDS if w.strip() in (k.name, k.zh, k.en)), None) for w in words]
    if None in found:
        raise UsageError(
            _("--only {kind}: there are {kinds}").format(
                kind=words[found.index(None)], kinds=" ".join(kind.name for kind in KINDS)
            )
        )
    return tuple(kind for kind in KINDS if kind in found)


def check(path: Path, wish: Wish) -> None:
    """Raise UsageError for wishes that contradict, or a file that cannot hold what is wished."""
    if sum(map(bool, (wish.customer, wish.manager, wish.by))) > 1:
        raise UsageError(_("--customer, --manager and --by exclude each other: keep one"))
    if wish.by is not None:
        if wish.by not in MANAGER:
            raise UsageError(_("--by {said}: only --by manager is known").format(said=wish.by))
        if path.exists() and not path.is_dir():
            raise UsageError(_("{file} is no folder; --by manager fills one").format(file=path))
        return
    ending = path.suffix.lower()
    if ending not in (XLSX, *DELIMITERS):
        raise UsageError(_("{file}: end it in .xlsx, .csv or .tsv").format(file=path))
    if ending in DELIMITERS and len(wish.kinds) != 1:
        message = _("{file}: a {ending} file holds one kind; add which, like --only orders")
        raise UsageError(message.format(file=path, ending=ending))


def jobs(desk: Workspace, wish: Wish, path: Path) -> list[Job]:
    """The files to write: `path`, or one for each manager in the folder `path`, made if need be."""
    if wish.by is None:
        wanted = _wanted(desk, wish)
        return [Job(path, wish.kinds or _usual(wanted), wanted)]
    path.mkdir(parents=True, exist_ok=True)
    found: dict[Path, Job] = {}
    for staff_id, name in exports.managers(desk.connection):
        file = path / f"{_stem(name)}{XLSX}"
        while file in found:
            file = file.with_stem(f"{file.stem}-{staff_id}")
        wanted = exports.managed_by(staff_id)
        found[file] = Job(file, wish.kinds or _usual(wanted), wanted)
    return list(found.values())


def _stem(name: str) -> str:
    """The manager's name as a file may be called."""
    return name.translate(_NO_FILE).strip(" .") or _("unassigned")


def _wanted(desk: Workspace, wish: Wish) -> Among | None:
    if wish.customer:
        return only(find_customer(desk, wish.customer).id)
    if wish.manager:
        return exports.managed_by(find_staff(desk, wish.manager).id)
    return None


def _usual(wanted: Among | None) -> tuple[Kind, ...]:
    """All kinds; of some customers' records all but the staff."""
    return KINDS if wanted is None else tuple(kind for kind in KINDS if kind.name != "staff")


def write(desk: Workspace, job: Job, path: Path, tick: Tick) -> Given:
    """Write the job's file to `path`, from where it will be moved; `tick` hears of the rows."""
    given = Given(job.path)
    parts = [_Part(desk, kind, job.wanted) for kind in job.kinds]
    if (ending := path.suffix.lower()) in DELIMITERS:
        (part,) = parts
        headers = [column.header for column in part.sheet.columns]
        rows = write_separated(path, headers, part.rows(tick), DELIMITERS[ending])
        given.rows[part.kind.name] = rows
        return given
    from kam.sheets.writing import BookWriter

    with BookWriter() as book:
        for part in parts:
            given.rows[part.kind.name] = book.add(part.sheet, part.rows(tick))
        book.save(path)
    given.cut = book.cut
    return given


class _Part:
    """One sheet of an export: its columns and, when asked, its rows."""

    def __init__(self, desk: Workspace, kind: Kind, wanted: Among | None) -> None:
        self.kind = kind
        self._values = Values(desk, kind, wanted)
        self.sheet = layout.sheet(kind, self._values.columns, self._values.own)

    def rows(self, tick: Tick) -> Iterator[Sequence[Any]]:
        """The rows of the sheet, told of as they pass."""
        for count, row in enumerate(self._values.rows(), 1):
            if count % 1_000 == 0:
                tick(1_000)
            yield row
