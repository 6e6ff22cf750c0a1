"""`kam contacts`: the people at the customers."""

from kam.cli import records
from kam.cli.groups import group
from kam.i18n import N_
from kam.services.nouns import CONTACTS

app = group()

records.lists(app, CONTACTS, N_("List contacts."), example="kam contacts list --customer 华东精工")
records.shows(
    app,
    CONTACTS,
    N_("Everything known of one contact."),
    example="kam contacts show 李娜 --customer 华东精工",
)
records.adds(
    app,
    CONTACTS,
    N_("Add a contact to a customer."),
    example="kam contacts add 李娜 --customer 华东精工 --title 采购经理 --mobile 13900020002",
)
records.edits(
    app,
    CONTACTS,
    N_('Change fields of a contact; --mobile "" clears one.'),
    example="kam contacts edit 李娜 --customer 华东精工 --mobile 13900020003",
)
