"""The contacts sheet: people at customers."""

from typing import Any

from kam.i18n import N_
from kam.models.enums import Calendar, DecisionRole, Gender
from kam.sheets.cells import BOOLEAN, CODE, DATE, NAME, PHONE, TEXT, Unreadable, enum_reader
from kam.sheets.columns import Cell, Column, Kind, Reader
from kam.sheets.kinds.synonyms import either

_ROLE = enum_reader(DecisionRole)


def _decision_role(cell: Cell) -> Any:
    """The role; a yes under 是否关键决策人 is the decider, a no says nothing."""
    try:
        return DecisionRole.decider if BOOLEAN.read(cell) else None
    except Unreadable:
        return _ROLE.read(cell)


# A table: a column in a few lines reads better than one word per line.
# fmt: off
COLUMNS = (
    Column(
        "customer", "客户编号", "Customer code", CODE,
        also=either("客户编码|客户代码|客户ID|客户代号|customer id|customer no"),
        note=N_("The customer's code; without one the customer is found by name."),
        example="C0001",
    ),
    Column(
        "customer_name", "客户名称", "Customer name", NAME,
        also=either(
            "公司名称|客户全称|客户名|所属客户|关联客户|单位名称|客户|公司|customer|company|"
            "company name|account|account name"
        ),
        note=N_("Needed only where there is no code."),
        example=("苏州恒力精密机械有限公司", "Suzhou Hengli Precision Machinery"), width=30,
    ),
    Column(
        "name", "姓名", "Name", NAME,
        also=either(
            "联系人姓名|联系人名称|联系人|客户联系人|contact name|full name|contact"
        ),
        note=N_("The contact's name."), example=("李娜", "Li Na"), required=True,
    ),
    Column(
        "gender", "性别", "Gender", enum_reader(Gender),
        also=either("sex"),
        example=("女", "female"), words=Gender,
    ),
    Column(
        "birthday", "生日", "Birthday", DATE,
        also=either("出生日期|出生年月日|birth date|date of birth"),
        example="1985-09-12",
    ),
    Column(
        "birthday_calendar", "生日历法", "Birthday calendar", enum_reader(Calendar),
        also=either("历法|公历/农历|阳历/阴历"),
        note=N_("Solar or lunar; blank is solar."), example=("公历", "solar"), words=Calendar,
    ),
    Column(
        "title", "职务", "Title", TEXT,
        also=either("职位|岗位|头衔|job title|position"),
        example=("采购部经理", "Purchasing manager"),
    ),
    Column(
        "department", "部门", "Department", TEXT,
        also=either("所在部门|所属部门|公司部门|dept"),
        example=("采购部", "Purchasing"),
    ),
    Column(
        "decision_role", "决策角色", "Decision role", Reader("decision_role", _decision_role),
        also=either("决策人角色|采购角色|是否关键决策人|是否决策人|关键决策人|决策人"),
        note=N_("The part the person plays when the customer decides."),
        example=("决策人", "decider"), words=DecisionRole,
    ),
    Column(
        "attitude", "态度", "Attitude", TEXT,
        also=either("对我方态度|关系程度|支持程度|关系等级"),
        note=N_("How the person stands towards us, in your own words."),
        example=("支持", "supportive"), free=True,
    ),
    Column(
        "mobile", "手机", "Mobile", PHONE,
        also=either("手机号|手机号码|联系手机|联系人手机|移动电话|cell|mobile phone"),
        example="13900020002", width=16,
    ),
    Column(
        "phone", "电话", "Phone", PHONE,
        also=either(
            "联系电话|固定电话|座机|办公电话|座机电话|座机号码|联系人电话|电话号码|联系方式|"
            "telephone|tel|office phone"
        ),
        example="0512-66668888", width=16,
    ),
    Column(
        "email", "邮箱", "E-mail", TEXT,
        also=either("电子邮箱|电子邮件|邮件|邮箱地址|电子邮件地址|email|email address"),
        example="lina@hengli.example.com", width=24,
    ),
    Column(
        "wechat", "微信", "WeChat", CODE,
        also=either("微信号|联系人微信|wechat id"),
        example="lina_hengli",
    ),
    Column(
        "is_primary", "主要联系人", "Primary", BOOLEAN,
        also=either("是否主要联系人|主联系人|首要联系人|默认联系人|是否主联系人|primary contact"),
        note=N_("Yes for the one to call first; one per customer."), example=("是", "yes"),
    ),
    Column(
        "left_on", "离职日期", "Left on", DATE,
        also=either("离职时间|离开日期"),
        note=N_("Blank while the person works there."),
    ),
    Column(
        "remarks", "备注", "Remarks", TEXT,
        also=either("备注信息|说明|notes|note|comment"),
        width=24, free=True,
    ),
)

CONTACTS = Kind(
    "contacts", "联系人", "Contacts", COLUMNS,
    sheet_words=either("联系人|contacts|contact"),
    refuse_words=either("供应商|期初应付|线索名称|线索来源|商机|合同编号|收货人|发票"),
)
