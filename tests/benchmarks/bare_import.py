"""What `kam import` is measured against: the least a script can do with the same workbook.

`python bare_import.py WORKBOOK DATABASE REJECTED`: calamine reads the sheet, sqlite3 keeps the rows
that name a customer, openpyxl (write-only) writes those that do not.
"""

import json
import sqlite3
import sys

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

CUSTOMER, DAY = 6, 4


def main(workbook: str, database: str, rejected: str) -> None:
    """Read, keep, write."""
    rows = CalamineWorkbook.from_path(workbook).get_sheet_by_index(0).iter_rows()
    header = next(rows)
    without = []

    def kept():
        for row in rows:
            if row[CUSTOMER] == "":
                without.append(row)
            else:
                row[DAY] = row[DAY].isoformat()
                yield row

    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    marks = ", ".join("?" * len(header))
    connection.execute(f"CREATE TABLE IF NOT EXISTS lines ({', '.join(header)})")
    connection.execute("DELETE FROM lines")
    connection.executemany(f"INSERT INTO lines VALUES ({marks})", kept())
    connection.commit()
    book = Workbook(write_only=True)
    sheet = book.create_sheet("rejected")
    sheet.append(header)
    for row in without:
        sheet.append(row)
    book.save(rejected)
    (kept_rows,) = connection.execute("SELECT count(*) FROM lines").fetchone()
    connection.close()
    print(json.dumps({"kept": kept_rows, "rejected": len(without)}))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
