"""Workbooks as sales teams keep them: customers told twice, contacts in rows, orders unnumbered.

Rows may be bad in any way, but a workbook never contradicts itself between its sheets: a contact
has one number, a code one name. What the last sheet says would then win each time anew.
"""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from kam.models.enums import Channel, Outcome

Rows = dict[str, list[dict[str, Any]]]

DAYS = st.dates(date(2024, 1, 1), date(2026, 1, 20))
FEW_DAYS = st.sampled_from([date(2025, 1, 31), date(2025, 2, 28), date(2026, 1, 10)])
NAMES = st.sampled_from(["华东精工", "华东 精工", "苏州恒力（集团）", "苏州恒力(集团)", "Acme"])
CODES = st.sampled_from(["C1", "007", "C-2"])
PEOPLE = st.sampled_from(["张伟", "李娜", "张伟/李娜", "王芳", "张 伟"])
CONTACTS = st.sampled_from(["陈静", "刘洋", "陈 静"])
AMOUNTS = st.sampled_from([100, 100, 50000.01, -100, 0, 0.01])


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose columns that only make sense together are columns like all others."""
    together = [value for value in row.values() if isinstance(value, dict)]
    alone = {key: value for key, value in row.items() if not isinstance(value, dict)}
    return {key: value for part in (*together, alone) for key, value in part.items()}


def tells(row: dict[str, Any]) -> bool:
    """Whether the row is no blank one and no lonely note."""
    return len([value for value in row.values() if value is not None]) > 1


def identities() -> st.SearchStrategy[dict[str, Any]]:
    """Who a row is about: by code, tax id or name, said one way or another, never two at once."""
    known = [
        ("C1", "91310000607219821X", "华东精工"),
        ("007", None, "苏州恒力（集团）"),
        ("C-2", None, "Beta"),
        (None, None, "华东 精工"),
        (None, None, "苏州恒力(集团)"),
        (None, "91310000607219821X", "华东精工"),
        (None, "913100006072198211", "Acme"),
        (None, None, "Acme"),
        (None, None, None),
    ]
    return st.sampled_from(
        [dict(zip(("code", "tax_id", "name"), each, strict=True)) for each in known]
    )


def rows(fields: dict[str, st.SearchStrategy[Any]], most: int) -> st.SearchStrategy[list[dict]]:
    """Rows of some of these columns, always the same ones within a sheet."""
    optional = sorted(name for name in fields if not name.startswith("!"))

    def chosen(names: set[str]) -> st.SearchStrategy[list[dict]]:
        kept = {n.lstrip("!"): s for n, s in fields.items() if n[0] == "!" or n in names}
        return st.lists(st.fixed_dictionaries(kept).map(flat).filter(tells), max_size=most)

    return st.sets(st.sampled_from(optional)).flatmap(chosen)


def customers() -> st.SearchStrategy[list[dict]]:
    return rows(
        {
            "!who": identities(),
            "city": maybe(st.sampled_from(["上海", "苏州"])),
            "manager": maybe(PEOPLE),
            "consultant": maybe(PEOPLE),
            "potential": maybe(st.integers(0, 6)),
            "lifecycle_stage": maybe(st.sampled_from(["成长", "maturity", "奇怪"])),
            "cooperation_stage": maybe(st.sampled_from(["潜在", "lost", "成交"])),
            "stated_annual_amount": maybe(AMOUNTS),
            "first_purchase_on": maybe(FEW_DAYS),
            "contact_name": maybe(CONTACTS),
            "contact_mobile": maybe(st.just("13900020002")),
            "contact_title": maybe(st.sampled_from(["采购部经理", "总经理"])),
            "last_contact": st.fixed_dictionaries(
                {
                    "last_contact_on": maybe(FEW_DAYS),
                    "last_contact_channel": maybe(st.sampled_from(["电话", "上门"])),
                }
            ),
            "next_contact_on": maybe(FEW_DAYS),
            "tags": maybe(st.sampled_from(["老客户", "老客户,展会"])),
        },
        most=7,
    )


def contacts() -> st.SearchStrategy[list[dict]]:
    return rows(
        {
            "!customer_name": maybe(NAMES),
            "!name": maybe(CONTACTS),
            "customer": maybe(CODES),
            "mobile": maybe(st.just("13900020002")),
            "email": maybe(st.just("a@example.com")),
        },
        most=5,
    )


def orders() -> st.SearchStrategy[list[dict]]:
    return rows(
        {
            "!customer_name": maybe(NAMES),
            "!ordered_on": maybe(FEW_DAYS),
            "!amount": maybe(AMOUNTS),
            "customer": maybe(CODES),
            "number": maybe(st.sampled_from(["SO1", "SO2", "0003"])),
            "product": maybe(st.sampled_from(["立铣刀", "钻头"])),
            "quantity": maybe(st.sampled_from([1, 2.5, -3])),
            "unit_price": maybe(st.sampled_from([86.5, 0.1234])),
            "cost": maybe(st.sampled_from([60, 0])),
            "remarks": maybe(st.just("加急")),
        },
        most=8,
    )


def interactions() -> st.SearchStrategy[list[dict]]:
    return rows(
        {
            "!customer_name": maybe(NAMES),
            "!occurred_on": maybe(FEW_DAYS),
            "!channel": maybe(st.sampled_from([each.value for each in Channel][:3])),
            "code": maybe(st.sampled_from(["I1", "I2"])),
            "customer": maybe(CODES),
            "outcome": maybe(st.sampled_from([each.value for each in Outcome])),
            "staff": maybe(PEOPLE),
            "summary": maybe(st.just("用量稳定")),
        },
        most=6,
    )


def surveys() -> st.SearchStrategy[list[dict]]:
    return rows(
        {
            "!customer_name": maybe(NAMES),
            "!answered_on": maybe(FEW_DAYS),
            "!overall": maybe(st.sampled_from([1, 4, 5, "非常满意"])),
            "code": maybe(st.sampled_from(["S1", "S2"])),
            "customer": maybe(CODES),
            "nps": maybe(st.integers(0, 10)),
            "product": maybe(st.integers(1, 5)),
            "comment": maybe(st.just("交期稳定")),
        },
        most=4,
    )


def staff() -> st.SearchStrategy[list[dict]]:
    known = [("E1", "张伟"), ("02", "王芳"), (None, "张伟"), (None, "李娜"), ("03", None)]
    who = st.sampled_from([{"code": code, "name": name} for code, name in known])
    return rows(
        {
            "!who": who,
            "role": maybe(st.sampled_from(["客户经理", "executive"])),
            "reports_to": maybe(PEOPLE),
            "city": maybe(st.just("上海")),
        },
        most=4,
    )


def told_once(records: list[dict]) -> bool:
    """No id stands over two different records."""
    codes = [row["code"] for row in records if row.get("code")]
    return len(codes) == len(set(codes))


def workbooks() -> st.SearchStrategy[Rows]:
    """Any of the six sheets, with good rows and bad ones; at least a customer."""
    return st.fixed_dictionaries(
        {
            "staff": staff(),
            "customers": customers().filter(bool),
            "contacts": contacts(),
            "orders": orders(),
            "interactions": interactions().filter(told_once),
            "surveys": surveys().filter(told_once),
        }
    )
