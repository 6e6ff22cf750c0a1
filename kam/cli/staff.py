"""`kam staff`: our own people."""

from kam.cli import records
from kam.cli.groups import group
from kam.i18n import N_
from kam.services.nouns import STAFF

app = group()

records.lists(app, STAFF, N_("List our people."), example="kam staff list --role account_manager")
records.shows(app, STAFF, N_("Everything known of one of us."), example="kam staff show 张伟")
records.adds(
    app,
    STAFF,
    N_("Add somebody to the staff."),
    example="kam staff add 张伟 --code E001 --role account_manager --reports-to 王芳",
)
records.edits(
    app,
    STAFF,
    N_('Change fields of one of us; --mobile "" clears one.'),
    example="kam staff edit 张伟 --mobile 13800010001",
)
