"""The interactions sheet: contacts we had or have agreed to have with customers."""

from kam.i18n import N_
from kam.models.enums import Channel, Outcome, Purpose
from kam.sheets.cells import CODE, MOMENT, NAME, PERSON, TEXT, TIME, enum_reader
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.synonyms import either

# A table: a column in a few lines reads better than one word per line.
# fmt: off
COLUMNS = (
    Column(
        "code", "互动编号", "Interaction id", CODE,
        also=either(
            "回访编号|跟进编号|拜访编号|记录编号|跟进ID|记录ID|interaction no|activity id|"
            "visit id|id"
        ),
        note=N_("An id of your own, so that a repaired row meets the same record."),
    ),
    Column(
        "customer", "客户编号", "Customer code", CODE,
        also=either("客户编码|客户代码|客户ID|客户代号|会员编号|customer id|customer no"),
        note=N_("The customer's code; without one the customer is found by name."),
        example="C0001",
    ),
    Column(
        "customer_name", "客户名称", "Customer name", NAME,
        also=either(
            "公司名称|客户全称|企业名称|单位名称|客户名|客户|关联客户|拜访客户|回访客户|客户姓名|"
            "会员姓名|公司|customer|company|company name|client|account"
        ),
        note=N_("Needed only where there is no code."),
        example=("苏州恒力精密机械有限公司", "Suzhou Hengli Precision Machinery"), width=30,
    ),
    Column(
        "occurred_on", "日期", "Date", MOMENT,
        also=either(
            "互动日期|互动时间|跟进时间|跟进日期|回访时间|回访日期|拜访时间|拜访日期|联系时间|"
            "联系日期|沟通时间|沟通日期|走访日期|服务日期|完成日期|实际日期|发生日期|预计开始时间|"
            "visit date|contact date|activity date|date and time|occurred on|when"
        ),
        note=N_("The day it happened, or is agreed for."), example="2025-02-18", required=True,
    ),
    Column(
        "occurred_at", "时间", "Time", TIME,
        also=either("具体时间|时刻|time of day|occurred at"),
        example="10:30", width=8,
    ),
    Column(
        "channel", "方式", "Channel", enum_reader(Channel),
        also=either(
            "互动方式|跟进方式|回访方式|拜访方式|联系方式?|沟通方式|回访形式|跟进类型|拜访类型|"
            "拜访形式|走访方式|method|contact method|activity type"
        ),
        note=N_("How it took place."), example=("电话", "phone"), required=True, words=Channel,
    ),
    Column(
        "purpose", "目的", "Purpose", enum_reader(Purpose),
        also=either(
            "互动目的|跟进目的?|回访目的?|拜访目的?|回访类型?|沟通目的?|事项?|visit purpose?"
        ),
        example=("回访", "visit"), words=Purpose,
    ),
    Column(
        "outcome", "结果", "Outcome", enum_reader(Outcome),
        also=either(
            "互动结果|完成状态?|执行状态?|回访结果?|拜访结果?|跟进结果?|状态?|result?|status?"
        ),
        note=N_("Blank is completed, or planned on a day to come."),
        example=("已完成", "completed"), words=Outcome,
    ),
    Column(
        "staff", "跟进人", "Staff", PERSON,
        also=either(
            "回访人|拜访人|我方人员|执行人|负责人|负责人名字|客户经理|业务员|销售员|销售代表|"
            "回访人员|拜访人员|跟进人员|记录人|visited by|owner|sales rep|by"
        ),
        note=N_("Who of us took part: a name or a staff code."), example=("张伟", "Zhang Wei"),
    ),
    Column(
        "contacts_met", "对方人员", "Contacts met", TEXT,
        also=either(
            "联系人|拜访对象|接待人|受访人|客户方人员|联系人姓名|对接人|contact|contacts|met|客户姓名"
        ),
        example=("李娜", "Li Na"), free=True,
    ),
    Column(
        "summary", "内容", "Summary", TEXT,
        also=either(
            "跟进内容|回访内容|拜访内容|沟通内容|互动内容|跟进记录|回访记录|拜访记录|摘要|纪要|"
            "预计沟通内容|客户反馈|备注|notes|content|comment|remarks|description"
        ),
        example=("确认二季度用量，交期满意", "Second-quarter volume agreed"), width=36, free=True,
    ),
    Column(
        "product_use", "产品使用情况", "Product use", TEXT,
        also=either("使用情况|产品使用|use of the product"),
        width=24, free=True,
    ),
    Column(
        "service_satisfaction", "服务满意情况", "Service satisfaction", TEXT,
        also=either("服务满意度|满意情况|服务评价|客户满意度|satisfaction"),
        width=24, free=True,
    ),
    Column(
        "needs", "需求", "Needs", TEXT,
        also=either("客户需求|新需求|意向产品|需求情况|requirements"),
        width=24, free=True,
    ),
    Column(
        "opinions", "意见建议", "Opinions", TEXT,
        also=either("意见|建议|意见和建议|客户意见|投诉建议|suggestions"),
        width=24, free=True,
    ),
    Column(
        "relationship", "客户关系", "Relationship", TEXT,
        also=either("关系|关系情况|客情关系|客情"),
        width=24, free=True,
    ),
    Column("occasion", "事由", "Occasion", TEXT, also=either("场合|主题|topic|subject"), free=True),
    Column(
        "line", "回访项", "Visit line", TEXT,
        also=either("回访计划项|计划项|line"),
        note=N_("The line of the visit cadence it fulfils, as the agenda names it."),
    ),
)

INTERACTIONS = Kind(
    "interactions", "互动", "Interactions", COLUMNS,
    sheet_words=either("互动|回访|跟进|拜访|走访|沟通记录|interaction|activities|visits"),
    refuse_words=either("供应商|线索编号|线索名称|学员|商机编号|商机名称|合同名称|回款|答卷"),
)
