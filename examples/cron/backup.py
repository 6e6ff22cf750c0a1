"""Copies a kam database that may be in use: `python backup.py KAM.DB FOLDER [HOW_MANY]`.

SQLite copies it page by page as of one moment, whoever is writing; copying the file by hand would
miss what still stands in kam.db-wal. The copy is checked before it gets its name, and the oldest
beyond HOW_MANY (8) go. To go back: stop what uses kam, put the copy in the place of kam.db, and
take kam.db-wal and kam.db-shm away.
"""

import sqlite3
import sys
from contextlib import closing
from datetime import datetime
from pathlib import Path


def backup(source: Path, folder: Path) -> Path:
    """Copy the database into the folder; gives the copy."""
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")  # noqa: DTZ005 - the machine's own time
    target = folder / f"{source.stem}-{stamp}.db"
    draft = target.with_suffix(".part")
    uri = f"{source.resolve(strict=True).as_uri()}?mode=ro"
    with (
        closing(sqlite3.connect(uri, uri=True, timeout=30)) as old,
        closing(sqlite3.connect(draft)) as new,
    ):
        old.backup(new)
        (found,) = new.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        draft.unlink()
        raise SystemExit(f"{source}: the copy is damaged ({found}); nothing was kept")
    return draft.replace(target)


def main(source: str, folder: str, how_many: str = "8") -> None:
    """Copy, tell, and let the oldest copies go."""
    copy = backup(Path(source), Path(folder))
    copies = sorted(copy.parent.glob(f"{Path(source).stem}-*.db"))
    for old in copies[: -int(how_many)]:
        old.unlink()
    print(f"{copy} written, {copy.stat().st_size // 1024} kB")  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
