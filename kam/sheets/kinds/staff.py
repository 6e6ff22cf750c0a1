"""The staff sheet: our own people."""

from kam.i18n import N_
from kam.models.enums import StaffRole
from kam.sheets.cells import CODE, DATE, NAME, PERSON, PHONE, TEXT, enum_reader
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.synonyms import either

# A table: a column in a few lines reads better than one word per line.
# fmt: off
COLUMNS = (
    Column(
        "code", "员工编号", "Staff code", CODE,
        also=either("工号|员工工号|员工编码|职员编号|employee id|staff id|岗位编号"),
        note=N_("The number of the staff member; without one the name tells people apart."),
        example="E001",
    ),
    Column(
        "name", "姓名", "Name", NAME,
        also=either("员工姓名|职员姓名|员工|staff name|employee name|staff|employee"),
        note=N_("The name as it stands in manager columns."), example=("张伟", "Zhang Wei"),
        required=True,
    ),
    Column(
        "role", "角色", "Role", enum_reader(StaffRole),
        also=either("岗位角色|员工角色|职位?|岗位?|职务?|员工职位?|position?|title?"),
        note=N_("What the person does for customers; decides who is asked to make a visit."),
        example=("客户经理", "account manager"), words=StaffRole,
    ),
    Column(
        "department", "部门", "Department", TEXT,
        also=either("所属部门|所在部门|team|销售部门|办事处"),
        example=("大客户部", "Key accounts"),
    ),
    Column(
        "reports_to", "上级", "Reports to", PERSON,
        also=either("直属上级|上级主管|上级领导|直接上级|汇报对象|supervisor|line manager"),
        note=N_("Name or code of the person one step up."), example=("王芳", "Wang Fang"),
    ),
    Column(
        "mobile", "手机", "Mobile", PHONE,
        also=either("手机号|手机号码|联系手机|联系电话|电话|cell phone|phone"),
        example="13800010001", width=16,
    ),
    Column(
        "email", "邮箱", "E-mail", TEXT,
        also=either("电子邮箱|电子邮件|邮件|邮箱地址|email|mail|email address"),
        example="zhangwei@example.com", width=24,
    ),
    Column(
        "notify", "通知地址", "Notify", TEXT,
        also=either("通知邮箱|提醒地址|notification addresses|notification address"),
        note=N_(
            "Where the agenda goes: e-mail addresses, or addresses like wecombot://KEY, "
            "dingtalk://TOKEN, feishu://TOKEN; several separated by commas."
        ),
        example="zhangwei@example.com", width=24, secret=True,
    ),
    Column(
        "city", "城市", "City", TEXT,
        also=either("所在城市|常驻城市|工作地点|location"),
        example=("上海", "Shanghai"),
    ),
    Column(
        "joined_on", "入职日期", "Joined on", DATE,
        also=either("入职时间|到岗日期|hire date|start date"),
        example="2021-03-01",
    ),
    Column(
        "left_on", "离职日期", "Left on", DATE,
        also=either("离职时间|leave date|termination date"),
        note=N_("Blank while the person works here."),
    ),
    Column("remarks", "备注", "Remarks", TEXT, also=either("说明|notes|note"), width=24, free=True),
)

STAFF = Kind(
    "staff", "员工", "Staff", COLUMNS,
    sheet_words=either("员工|职员|人员|通讯录|staff|employees"),
    refuse_words=either("供应商|期初应付|线索|客户名称|客户编号|客户级别|学员|候选人"),
)
