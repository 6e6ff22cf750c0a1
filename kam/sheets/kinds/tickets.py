"""Tickets: inquiries, complaints and suggestions of customers."""

from kam.i18n import N_
from kam.models.enums import TicketKind
from kam.sheets.cells import CODE, DATE, NAME, PERSON, TEXT, enum_reader
from kam.sheets.columns import Column, Kind

# A table: a column in a few lines reads better than one word per line.
# fmt: off
COLUMNS = (
    Column(
        "code", "工单编号", "Ticket id", CODE,
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
        "kind", "工单类型", "Kind", enum_reader(TicketKind),
        example=("投诉", "complaint"), required=True, words=TicketKind,
    ),
    Column(
        "what", "事项", "What", TEXT,
        note=N_("What the customer asked, complained of or suggested."),
        example=("包装破损", "damaged packing"), required=True, width=30, free=True,
    ),
    Column("contact", "联系人", "Contact", TEXT, example=("李娜", "Li Na"), free=True),
    Column(
        "owner", "负责人", "Owner", PERSON,
        note=N_("Who of us sees to it."), example=("张伟", "Zhang Wei"),
    ),
    Column("opened_on", "提出日", "Opened on", DATE, note=N_("The day it was said.")),
    Column("first_response_on", "首次响应日", "First response on", DATE),
    Column("resolved_on", "解决日", "Resolved on", DATE, note=N_("Blank: not resolved yet.")),
    Column(
        "confirmed_on", "确认日", "Confirmed on", DATE,
        note=N_("The day the customer agreed that it is resolved."),
    ),
    Column("result", "处理结果", "Result", TEXT, width=30, free=True),
)

TICKETS = Kind("tickets", "工单", "Tickets", COLUMNS)
