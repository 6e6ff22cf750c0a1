"""Options and arguments that many commands have: one spelling, one reading, one help."""

from datetime import date
from enum import Enum
from typing import Annotated, Any

import typer

from kam.cli.parsing import argument, day, option, term, terms
from kam.i18n import N_

Customer = Annotated[
    str, argument(N_("CUSTOMER"), help=N_("A code, a name, or a unique part of it."))
]
OfCustomer = Annotated[
    str | None,
    option("--customer", help=N_("Only of this customer."), metavar=N_("CUSTOMER")),
]
OfManager = Annotated[
    str | None,
    option("--manager", help=N_("Only customers of this manager."), metavar=N_("NAME")),
]
OfOwner = Annotated[
    str | None, option("--owner", help=N_("Only this person's."), metavar=N_("NAME"))
]
On = Annotated[
    date | None,
    option("--on", help=N_("The day. Default: the day asked for."), metavar=N_("DATE"), parse=day),
]
Result = Annotated[str | None, option("--result", help=N_("What came of it."), metavar=N_("TEXT"))]
Since = Annotated[
    date | None,
    option("--from", help=N_("From this day on."), metavar=N_("DATE"), parse=day),
]
Until = Annotated[
    date | None,
    option("--to", help=N_("Up to this day, itself included."), metavar=N_("DATE"), parse=day),
]


def days_ahead(help: str = N_("Days to look ahead. Default: what the policy says.")) -> Any:
    """The option `--within DAYS`."""
    return typer.Option(
        "--within", min=0, max=3660, help=help, metavar=N_("DAYS"), show_default=False
    )


Within = Annotated[int | None, days_ahead()]


def one_of(words: type[Enum], name: str, help: str) -> Any:
    """An option that takes a term of a closed list, in English or in Chinese."""
    return option(name, help=help, metavar=terms(words), parse=term(words))
