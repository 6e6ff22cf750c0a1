"""The customers sheet: companies we sell to."""

from kam.i18n import N_
from kam.models.enums import CooperationStage, LifecycleStage, Size, Source
from kam.sheets.cells import (
    BOOLEAN,
    CODE,
    DATE,
    INTEGER,
    MONEY,
    NAME,
    PERSON,
    PHONE,
    TAGS,
    TEXT,
    enum_reader,
)
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.customer_contacts import CONTACT, FOLLOW_UP
from kam.sheets.kinds.customer_figures import FIGURES
from kam.sheets.kinds.synonyms import either

# A table: a column in a few lines reads better than one word per line.
# fmt: off
BASIC = (
    Column(
        "code", "客户编号", "Customer code", CODE,
        also=either(
            "客户编码|客户代码|客户ID|客户代号|客户信息编号|客户UID|顾客ID|用户ID|会员编号|"
            "会员卡号|customer id|customer no|customer number|account number|client id|编号|编码|"
            "代码|code|ID|no"
        ),
        note=N_("Your own number for the customer; kept as text, leading zeros too."),
        example="C0001",
    ),
    Column(
        "name", "客户名称", "Customer name", NAME,
        also=either(
            "客户全称|公司名称|企业名称|单位名称|公司全称|公司名|客户单位|客户公司|客户名|客户名字|"
            "customer name|company name|account name|client name|客户|公司|客户姓名|会员名称|名称|"
            "customer|company|client|account|买家会员名|门店名称|店铺名称|姓名|name"
        ),
        note=N_("The full name as on the business licence."),
        example=("苏州恒力精密机械有限公司", "Suzhou Hengli Precision Machinery"), required=True,
        width=30,
    ),
    Column(
        "short_name", "客户简称", "Short name", TEXT,
        also=either("公司简称|简称|客户昵称|简码|abbreviation"),
        example=("恒力精密", "Hengli"),
    ),
    Column(
        "tax_id", "统一社会信用代码", "Tax ID", CODE,
        also=either(
            "社会信用代码|信用代码|纳税人识别号|税号|国税登记号|地税登记号|tax number|vat number"
        ),
        note=N_("Tells customers apart where there is no code."), example="91320500MA1ABCDE2X",
        width=22,
    ),
    Column(
        "industry", "行业", "Industry", TEXT,
        also=either("所属行业|客户行业|行业类别|行业划分|行业分类|应用领域|sector"),
        example=("机械制造", "Machinery"),
    ),
    Column(
        "size", "企业规模", "Size", enum_reader(Size),
        also=either("客户规模?|公司规模?|规模?|company size?"),
        note=N_("Large, medium or small."), example=("中", "medium"), words=Size, width=10,
    ),
    Column(
        "region", "区域", "Region", TEXT,
        also=either(
            "销售区域|所属区域|所在区域|客户区域|大区|片区|市场分区|地区|客户地区|所属地区|"
            "地区名称|省份|所在省份|省|省/自治区|省/州|province|state|area|territory|国家地区|"
            "国家|客户国家|country"
        ),
        example=("华东", "East China"), width=10,
    ),
    Column(
        "city", "城市", "City", TEXT,
        also=either("所在城市|所属城市|客户城市|市|town"),
        example=("苏州", "Suzhou"), width=10,
    ),
    Column(
        "address", "地址", "Address", TEXT,
        also=either(
            "详细地址|公司地址|客户地址|联系地址|办公地址|通讯地址|收货地址|送货地址|发货地址|"
            "物流地址|地址1|street address"
        ),
        example=("苏州工业园区星湖街 328 号", "328 Xinghu Street, Suzhou Industrial Park"),
        width=30, free=True,
    ),
    Column(
        "phone", "公司电话", "Company phone", PHONE,
        also=either(
            "客户电话|电话|固定电话|座机|办公电话|座机电话|座机号码|公司座机|总机|电话号码|"
            "联系电话|联系方式|phone|telephone|tel|phone number"
        ),
        example="0512-66660000", width=16,
    ),
    Column(
        "email", "公司邮箱", "Company e-mail", TEXT,
        also=either("客户邮箱|企业邮箱|company email"),
        example="info@hengli.example.com", width=24,
    ),
    Column(
        "website", "网址", "Website", TEXT,
        also=either("官网|公司网址|网站|公司网站|单位网站|主页|web|url|homepage"),
        example="www.hengli.example.com", width=24,
    ),
)

BUSINESS = (
    Column(
        "source", "客户来源", "Source", enum_reader(Source),
        also=either("客户信息来源?|来源渠道?|渠道来源?|线索渠道?|来源?|lead source?"),
        note=N_("How the customer found us or we found them."), example=("展会", "marketing"),
        words=Source, width=12,
    ),
    Column(
        "referrer", "介绍人", "Referrer", TEXT,
        also=either("推荐人|转介绍人|推荐客户|referred by"),
        free=True,
    ),
    Column(
        "business_scope", "经营范围", "Business scope", TEXT,
        also=either("主营业务|主营产品|业务范围|主要产品|经营品牌"),
        example=("数控机床零部件加工", "CNC machine parts"), width=30, free=True,
    ),
    Column(
        "product_needs", "产品需求", "Product needs", TEXT,
        also=either("需求|客户需求|需求描述|意向产品|采购意向|采购需求|needs|requirements"),
        example=("硬质合金刀具、切削液", "Carbide tools, cutting fluid"), width=30, free=True,
    ),
    Column(
        "purchasing_budget", "采购预算", "Purchasing budget", TEXT,
        also=either("预算|年度预算|budget"),
        note=N_("In the customer's words, e.g. more than ten million."),
        example=("100万以上", "over 1 million"), free=True,
    ),
    Column(
        "decision_process", "决策流程", "Decision process", TEXT,
        also=either("采购流程|决策过程|buying process"),
        example=("车间申请，采购比价，总经理批准", "Users ask, buyers compare, the GM signs"),
        width=30, free=True,
    ),
    Column(
        "payment_method", "付款方式", "Payment method", TEXT,
        also=either("结算方式|支付方式|外部结算方式"),
        example=("银行转账", "bank transfer"), free=True,
    ),
    Column(
        "payment_terms", "账期", "Payment terms", TEXT,
        also=either("付款条件|收款条件|信用期|结算周期|付款期限|回款周期|付款周期|terms"),
        example=("月结30天", "30 days"), free=True,
    ),
    Column(
        "credit_limit", "信用额度", "Credit limit", MONEY,
        also=either("授信额度|赊销额度|信用限额|额度|credit"),
        example=200000,
    ),
    Column(
        "special_needs", "特殊要求", "Special needs", TEXT,
        also=either("特殊需求|个性化需求|special requirements"),
        example=("送货需提前预约", "Deliveries by appointment"), width=24, free=True,
    ),
    Column(
        "preferences", "偏好", "Preferences", TEXT,
        also=either("客户偏好|兴趣爱好|喜好|爱好|hobbies"),
        width=24, free=True,
    ),
    Column(
        "concerns", "关注点", "Concerns", TEXT,
        also=either("关注重点|客户关注点|顾虑|痛点"),
        example=("交期稳定", "Reliable delivery"), width=24, free=True,
    ),
)

TRADE = (
    Column(
        "lifecycle_stage", "生命周期", "Lifecycle stage", enum_reader(LifecycleStage),
        also=either("生命周期阶段|客户生命周期|lifecycle"),
        note=N_("Growth makes a customer general, maturity important."),
        example=("成长", "growth"), words=LifecycleStage, width=12,
    ),
    Column(
        "cooperation_stage", "合作阶段", "Cooperation stage", enum_reader(CooperationStage),
        also=either(
            "合作状态?|成交状态?|客户状态?|合作关系?|跟进状态?|客户阶段?|当前状态?|"
            "customer status?|stage?"
        ),
        note=N_("Blank: kam decides by the orders."), example=("成交", "active"),
        words=CooperationStage, width=12,
    ),
    Column(
        "potential", "潜力", "Potential", INTEGER,
        also=either("客户潜力|潜力评分|发展潜力|潜力值"),
        note=N_("1 (none) to 5 (great)."), example=4, width=10,
    ),
    Column(
        "manager", "客户经理", "Manager", PERSON,
        also=either(
            "大客户经理|负责人|负责人名字|负责人姓名|业务员|销售员|销售代表|销售人员|业务负责人|"
            "客户负责人|跟进人|默认业务员|专属业务员|项目负责人|负责业务员账号|跟单员|地区经理|"
            "所属销售|account manager|owner|sales rep|salesperson|account owner"
        ),
        note=N_("Who owns the customer: a name or a staff code."), example=("张伟", "Zhang Wei"),
    ),
    Column(
        "consultant", "销售顾问", "Consultant", PERSON,
        also=either("顾问|导购|所属导购|sales consultant"),
        note=N_("Who calls a new customer in the first week; blank: the manager."),
        example=("陈晨", "Chen Chen"),
    ),
    Column(
        "first_purchase_on", "首次成交日期", "First purchase on", DATE,
        also=either(
            "首次购买日期|首次采购日期|首次下单日期|首次交易日期|首次成交时间|首次购买时间|"
            "首次采购时间|首单日期|首单时间|首次合作日期|成交日期|成交时间|first order date|"
            "first purchase date"
        ),
        note=N_("Only where the first order is not in the order sheet."), example="2024-03-15",
    ),
    Column(
        "stated_annual_amount", "年采购额", "Stated annual amount", MONEY,
        also=either(
            "年度采购额|年采购金额|年度采购金额|年成交额|年成交金额|年度成交额|"
            "年交易额|年消费额|近12个月金额|近一年采购额|annual amount|"
            "annual sales|annual spend|annual purchases"
        ),
        note=N_("What the customer buys from us in a year; used while there are no orders."),
        example=128000,
    ),
    Column(
        "stated_annual_orders", "年采购次数", "Stated annual orders", INTEGER,
        also=either(
            "年度采购次数|年订单数|年度订单数|年成交次数|年交易次数|年下单次数|近12个月订单数|"
            "annual orders|orders per year"
        ),
        note=N_("How often the customer orders in a year; used while there are no orders."),
        example=6,
    ),
    Column(
        "lost_on", "流失日期", "Lost on", DATE,
        also=either("流失时间|终止合作日期|停止合作日期|lost date"),
    ),
    Column(
        "lost_reason", "流失原因", "Lost reason", TEXT,
        also=either("终止合作原因|停止合作原因|churn reason"),
        width=24, free=True,
    ),
    Column(
        "archived", "已归档", "Archived", BOOLEAN,
        also=either("归档|是否归档"),
        note=N_("Yes for a customer that is kept only for the record."), width=10,
    ),
    Column("archived_on", "归档日期", "Archived on", DATE, also=either("归档时间|archive date")),
    Column(
        "tags", "标签", "Tags", TAGS,
        also=either("客户标签|自定义标签|tag|labels"),
        note=N_("Several tags with commas between them."),
        example=("机械,长期合作", "machinery,long-term"), free=True,
    ),
    Column(
        "remarks", "备注", "Remarks", TEXT,
        also=either("备注信息|客户备注|公司备注|说明|描述|notes|note|comment|comments|description"),
        width=30, free=True,
    ),
)

CUSTOMERS = Kind(
    "customers", "客户", "Customers", BASIC + CONTACT + BUSINESS + TRADE + FOLLOW_UP + FIGURES,
    sheet_words=either("客户|customer|client|account|会员"),
    refuse_words=either(
        "供应商|供货商|vendor|supplier|期初应付|应付余额|线索名称|线索进度|线索编号|线索来源|商机名称|"
        "商机编号|采购单|进货|产品名称|商品名称|条码|规格|零售价|合同名称|合同开始|合同金额|回款编号|"
        "回款金额|回款日期|发票名称|发票申请|价格表|单据号|单据编号|订单号|订单编号|订单ID|订舱|运单号|"
        "答卷|学员"
    ),
)
