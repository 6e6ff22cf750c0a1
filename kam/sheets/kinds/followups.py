"""Follow-ups: what was promised to a customer, by when, and who sees to it."""

from kam.i18n import N_
from kam.sheets.cells import CODE, DATE, NAME, PERSON, TEXT
from kam.sheets.columns import Column, Kind

# A table: a column in a few lines reads better than one word per line.
# fmt: off
COLUMNS = (
    Column(
        "code", "事项编号", "Follow-up id", CODE,
        note=N_("An id of your own, so that a repaired row meets the same record."),
    ),
    Column(
        "customer", "客户编号", "Customer code", CODE,
        note=N_("The customer's code; without one the customer is found by name."),
        example="C0001",
    ),
    Column(
        "customer_name", "客户名称", "Customer name", NAME,
        note=N_("Needed only where there is no code."), width=30,
    ),
    Column(
        "what", "事项", "What", TEXT,
        note=N_("What was promised."), example=("寄报价单", "send quotation"), required=True,
        width=30, free=True,
    ),
    Column(
        "due_on", "到期日", "Due on", DATE,
        note=N_("The day it is to be done by."), example="2026-12-01", required=True,
    ),
    Column(
        "owner", "负责人", "Owner", PERSON,
        note=N_("Who of us sees to it."), example=("张伟", "Zhang Wei"),
    ),
    Column("opened_on", "提出日", "Opened on", DATE, note=N_("The day it was promised.")),
    Column("done_on", "完成日", "Done on", DATE, note=N_("Blank: not done yet.")),
    Column("result", "结果", "Result", TEXT, width=30, free=True),
)

FOLLOW_UPS = Kind("followups", "跟进事项", "Follow-ups", COLUMNS)
