"""Every top-level command: its name, the module that holds it, what it is for.

This table is all that `kam --help` reads; a module is imported when its command is called.
A noun is a group of verbs (`kam tier list`), its module's `app` made by `group()`; a verb is one
command, its module's only one.
"""

from dataclasses import dataclass

from kam.i18n import N_

Section = tuple[str, list[tuple[str, str]]]
"""A title of a help page and its lines of (name, text); titles and texts are messages."""


@dataclass(frozen=True)
class Entry:
    """One line of `kam --help`; the module `kam.cli.<module>` has the Typer `app` it stands for."""

    name: str
    help: str
    example: str
    noun: bool = True
    default: str | None = None
    """The verb meant when a noun is called without one."""
    module: str = ""

    @property
    def path(self) -> str:
        """The module to import."""
        return f"kam.cli.{self.module or self.name}"


ENTRIES = (
    Entry("agenda", N_("What is to be done today."), "kam agenda --manager 张伟", False),
    Entry("notify", N_("Send everybody their agenda."), "kam notify --dry-run", False),
    Entry("import", N_("Take in workbooks."), "kam import customers.xlsx", False, module="imports"),
    Entry(
        "export", N_("Give out workbooks."), "kam export customers.xlsx", False, module="exports"
    ),
    Entry("template", N_("Write the empty collection form."), "kam template form.xlsx", False),
    Entry("demo", N_("Build a demo database and show the agenda."), "kam demo", False),
    Entry("history", N_("What was changed, by whom and why."), "kam history", default="list"),
    Entry("undo", N_("Take back an operation."), "kam undo", False),
    Entry("doctor", N_("Check the database and what it lacks."), "kam doctor", False),
    Entry("customers", N_("Companies and people we sell to."), "kam customers list"),
    Entry("contacts", N_("People at the customers."), "kam contacts list --customer 华东精工"),
    Entry("staff", N_("Our people, their roles and whom they report to."), "kam staff list"),
    Entry("orders", N_("Purchases and returns."), "kam orders list --customer 华东精工"),
    Entry(
        "interactions",
        N_("Calls, visits and other contacts."),
        "kam interactions log 华东精工 --channel phone",
    ),
    Entry("followups", N_("What was promised, by when, and whose it is."), "kam followups list"),
    Entry("tickets", N_("What customers asked, complained of, suggested."), "kam tickets list"),
    Entry("surveys", N_("Satisfaction answers and their summary."), "kam surveys summary"),
    Entry("tier", N_("Tiers, grades and key accounts, with reasons."), "kam tier recompute"),
    Entry(
        "visits",
        N_("Which visits are due; prepared, planned, covered."),
        "kam visits due --manager 张伟",
        default="due",
    ),
    Entry("policy", N_("Thresholds, cadences and weights in force."), "kam policy show"),
    Entry(
        "completion", N_("Let the Tab key complete what you type."), "kam completion bash", False
    ),
)
