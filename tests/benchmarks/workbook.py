"""A year of a wholesaler's order lines made from a seed, shaped like the UCI "Online Retail" sheet.

Every fourth line has no customer; a tenth of the orders are returns; codes are numbers as often
as texts, as cells of real exports are.
"""

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from openpyxl import Workbook

LINES = 541_909
HEADER = (
    "InvoiceNo",
    "StockCode",
    "Description",
    "Quantity",
    "InvoiceDate",
    "UnitPrice",
    "CustomerID",
    "Country",
)
_FIRST = datetime(2025, 1, 2, 8)  # noqa: DTZ001 - a cell of Excel has no zone
_COUNTRIES = ("United Kingdom", "Germany", "France", "Netherlands", "Spain")


def build(path: Path, lines: int = LINES, seed: int = 20111209) -> None:
    """Write the workbook: one sheet, `lines` rows under the header."""
    random = Random(seed)
    products = [
        (
            f"{number}A" if number % 3 else number,
            f"PRODUCT NUMBER {number}",
            random.randint(15, 1500),
        )
        for number in range(20_000, 24_000)
    ]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Online Retail")
    sheet.append(HEADER)
    written, invoice, moment = 0, 536_365, _FIRST
    while written < lines:
        moment += timedelta(minutes=random.randint(5, 35))
        customer = None if random.random() < 0.25 else random.randint(12_346, 16_717)
        returned = random.random() < 0.1
        number = f"C{invoice}" if returned else invoice
        country = random.choice(_COUNTRIES)
        for _line in range(min(lines - written, random.randint(1, 41))):
            code, name, cents = random.choice(products)
            quantity = random.randint(1, 24) * (-1 if returned else 1)
            sheet.append((number, code, name, quantity, moment, cents / 100, customer, country))
            written += 1
        invoice += 1
    book.save(path)
