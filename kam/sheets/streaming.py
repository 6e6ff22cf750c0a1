"""A sheet written row by row, in a quarter of openpyxl's own time and no more memory.

openpyxl keeps everything about the workbook: styles, comments, validations, print set-up. Its
write-only sheet makes an object of every cell, which is what takes the time; here a row of data
is one text of XML that goes to the file beside openpyxl's own stream.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet._writer import WorksheetWriter, create_temporary_file

from kam.sheets.spelling import Spell

_WriteOnly: Any = WriteOnlyWorksheet  # what is overridden here has no published types


class StreamedSheet(_WriteOnly):  # type: ignore[misc]
    """A write-only sheet that takes a header by `append`, then rows of plain values by `extend`."""

    def _get_writer(self) -> None:
        """Overrides openpyxl's: the temporary file stays within reach."""
        if self._writer is None:
            name = create_temporary_file()
            self._file: Any = Path(name).open("wb")  # noqa: SIM115 - closed with the sheet
            self._writer: Any = WorksheetWriter(self, self._file)
            self._writer.out = name
            self._writer.write_top()

    def _write_rows(self) -> Any:
        """Overrides openpyxl's: a row that is bytes is XML already."""
        stream = self._writer.xf.send(True)
        with stream.element("sheetData"):
            number = 1
            try:
                while True:
                    row = yield
                    if isinstance(row, bytes):
                        stream.flush()
                        self._file.write(row)
                    else:
                        cells = self._values_to_row(row, number)
                        self._writer.write_row(stream, cells, number)
                        number += 1
            except GeneratorExit:
                pass
        self._writer.xf.send(None)

    def close(self) -> None:
        """Overrides openpyxl's: ends the sheet."""
        super().close()
        self._file.close()

    def abandon(self) -> None:
        """Let go of the temporary file of a sheet that did not come to its end."""
        if self._writer is not None and not self._file.closed:
            self.close()

    def extend(self, rows: Iterable[Sequence[Any]], spell: Sequence[Spell], first: int) -> int:
        """Write rows whose values `spell` spells column by column, from row `first` on.

        Gives how many. None and "" are blank; the header must have been appended.
        """
        letters = [get_column_letter(place) for place in range(1, len(spell) + 1)]
        columns = list(zip(letters, spell, strict=True))
        send, count = self._rows.send, 0
        for count, row in enumerate(rows, 1):
            at = first + count - 1
            cells = [
                f'<c r="{letter}{at}"{spell(value)}'
                for (letter, spell), value in zip(columns, row, strict=True)
                if value or (value is not None and value != "")
            ]
            send(f'<row r="{at}">{"".join(cells)}</row>'.encode())
        return count
