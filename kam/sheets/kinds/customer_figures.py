"""What kam has worked out for a customer: written on export, ignored on import."""

from kam.models.enums import Grade, Tier
from kam.sheets.cells import BOOLEAN, DATE, INTEGER, MONEY, QUANTITY, enum_reader
from kam.sheets.columns import Column

# A table: a column in a few lines reads better than one word per line.
# fmt: off
FIGURES = (
    Column("tier", "客户类别", "Tier", enum_reader(Tier), computed=True, words=Tier),
    Column("tier_since", "类别起始日", "Tier since", DATE, computed=True),
    Column("grade", "客户等级", "Grade", enum_reader(Grade), computed=True, words=Grade),
    Column("grade_score", "等级得分", "Grade score", QUANTITY, computed=True),
    Column("key_account", "大客户", "Key account", BOOLEAN, computed=True),
    Column("annual_amount", "年成交额", "Annual amount", MONEY, computed=True),
    Column("annual_orders", "年订单数", "Annual orders", INTEGER, computed=True),
    Column("first_order_on", "首次订单日期", "First order on", DATE, computed=True),
    Column("last_order_on", "最近订单日期", "Last order on", DATE, computed=True),
    Column("last_interaction_on", "最近互动日期", "Last interaction on", DATE, computed=True),
)
