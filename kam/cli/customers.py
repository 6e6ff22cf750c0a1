"""`kam customers`: the companies and people we sell to."""

from kam.cli import records
from kam.cli.groups import group
from kam.i18n import N_
from kam.services.nouns import CUSTOMERS

app = group()

records.lists(app, CUSTOMERS, N_("List customers."), example="kam customers list --search 精工")
records.adds(
    app,
    CUSTOMERS,
    N_("Add a customer."),
    example="kam customers add 华东精工 --code C0001 --industry 机械 --manager 张伟",
)
records.edits(
    app,
    CUSTOMERS,
    N_('Change fields of a customer; --phone "" clears one.'),
    example="kam customers edit 华东精工 --city 苏州 --set 账期=月结30天",
)
