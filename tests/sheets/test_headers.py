"""Headers as people write them."""

from decimal import Decimal

import pytest

from kam.sheets.header_texts import key, said
from kam.sheets.headers import ENOUGH, best, match, resolve
from kam.sheets.kinds import KINDS, kind


def meaning(headers: str, **wishes: object) -> tuple[str, dict[str, str]]:
    """The kind of a sheet with these headers, and header -> field."""
    found = best(headers.split("|"), KINDS, **wishes)  # type: ignore[arg-type]
    taken = found.score >= ENOUGH and not found.refused
    fields = {each.text: each.column.key for each in found.headers if each.column}
    return (found.kind.name if taken else ""), fields


@pytest.mark.parametrize(
    "written",
    [
        "*客户名称",
        "客户名称*",
        "客户名称(必填)",
        "客户名称（必填）：",
        "【必填】客户名称",
        "客户 名称",
        "客户\n名称",
        " 客户名称 ",
        "客户名称[必填项]",
        "1、客户名称",
        "★客户名称",
        "客户名称：",
    ],
)
def test_marks_spaces_and_width_make_no_other_header(written: str) -> None:
    assert key(written) == key("客户名称")


@pytest.mark.parametrize("written", ["Invoice No.", "InvoiceNo", "invoice_no", "ＩｎｖｏｉｃｅNo"])
def test_english_headers_are_equal_however_they_are_joined(written: str) -> None:
    assert key(written) == "invoiceno"


@pytest.mark.parametrize(
    ("written", "factor"),
    [
        ("年采购额(万)", 10_000),
        ("年采购额（万元）", 10_000),
        ("年采购额[元]", 1),
        ("年采购额/万元", 10_000),
        ("年采购额（单位：千元）", 1000),
        ("年采购额万元", 10_000),
        ("年采购额（亿元）", 10**8),
        ("年采购额(人民币)", 1),
        ("年采购额", 1),
    ],
)
def test_the_unit_of_a_header_scales_its_column(written: str, factor: int) -> None:
    assert (key(written), said(written).factor) == ("年采购额", Decimal(factor))


def test_an_amount_in_foreign_currency_is_another_header() -> None:
    assert resolve(kind("orders"), "金额(美元)") is None


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("总体满意度(10分制)", 10),
        ("总体满意度（满分100）", 100),
        ("总体满意度(1-10分)", 10),
        ("总体满意度满分10分", 10),
        ("总体满意度", None),
        ("满分", None),
    ],
)
def test_the_scale_of_a_score_may_stand_in_its_header(written: str, points: int | None) -> None:
    assert said(written).points == points


@pytest.mark.parametrize(
    ("headers", "noun"),
    [
        # customers, as other systems' templates have them
        (
            "名称*|联系人|手机号码|联系电话|电子邮箱|传真|期初应收|纳税人识别号|税率(%)|"
            "开户行|账号|地址|备注|排序|状态*",
            "customers",
        ),
        (
            "*客户名称|负责人|客户来源|手机|电话|邮箱|网址|客户行业|客户级别|下次联系时间|"
            "备注|省|市|区|详细地址",
            "customers",
        ),
        (
            "客户名称|客户级别|企业性质|注册资金|销售收入|所属行业|公司规模|联系人|职位|"
            "固定电话|手机号码|邮箱|所在省份|所在城市",
            "customers",
        ),
        (
            "客户名称|行业|规模(人)|年采购额(万)|合作时长(月)|最近跟进日期|跟进次数|意向等级|"
            "客户等级",
            "customers",
        ),
        (
            "客户编码|客户名称|等级|信用额度|当前欠款|交易次数|交易金额|最近交易|状态|负责人",
            "customers",
        ),
        ("名称|地址|电话|联系人", "customers"),
        ("客户姓名|公司名称|职位|联系电话|邮箱|状态|负责人|最后联系时间", "customers"),
        # contacts and staff
        (
            "*姓名|*客户名称|手机|电话|邮箱|职务|是否关键决策人|地址|下次联系时间|备注|性别",
            "contacts",
        ),
        ("客户名称|姓名|邮箱|手机号|负责人", "contacts"),
        (
            "联系人姓名|客户名称|最后跟进时间|下次联系时间|负责人名字|手机号|电话|性别|"
            "是否关键决策人|职位|备注",
            "contacts",
        ),
        ("工号|姓名|性别|部门|职位|手机号|邮箱|直属上级|员工类型", "staff"),
        # orders
        (
            "InvoiceNo|StockCode|Description|Quantity|InvoiceDate|UnitPrice|CustomerID|Country",
            "orders",
        ),
        (
            "order_id|order_line|order_date|quantity|price|total_price|model|bikeshop_name|"
            "city|state",
            "orders",
        ),
        (
            "行 ID|订单 ID|订单日期|发货日期|邮寄方式|客户 ID|客户名称|产品 ID|产品名称|"
            "销售额|数量|折扣|利润",
            "orders",
        ),
        ("订单编号|客户名称|金额|下单日期|区域|联系电话|状态|负责人|备注", "orders"),
        (
            "业务单据号|仓库编号|客户编号|客户名称|销售员|单据总金额|约定支付|商品数量|"
            "操作时间|备注",
            "orders",
        ),
        (
            "销售订单编号|客户|联系人|联系电话|销售日期|交货日期|备注|总金额|项目|销售员|"
            "销售部门|客户ID",
            "orders",
        ),
        # interactions
        ("跟进时间|客户姓名|公司名称|跟进方式|跟进内容|下次跟进|跟进人|AI建议", "interactions"),
        (
            "*回访编号|*回访时间|*回访人|回访形式|*客户名称|联系人|*合同编号|客户满意度|客户反馈",
            "interactions",
        ),
        # surveys
        (
            "序号|提交答卷时间|客户名称|1、总体满意度|2、产品质量|3、服务态度|4、推荐意愿|意见建议",
            "surveys",
        ),
        # what kam does not take
        (
            "名称*|联系人|手机号码|联系电话|电子邮箱|传真|期初应付|纳税人识别号|开户行|账号|"
            "地址|备注|排序|状态*",
            "",
        ),
        ("供应商编号|供应商名称|联系人|电话|地址", ""),
        (
            "编号|采购单编号|采购状态|供应商名称|采购时间|合计数量|最终合计价格|备注|"
            "创建时间|产品信息",
            "",
        ),
        ("*线索名称|邮箱|线索来源|手机|电话|地址|客户行业|客户级别|下次联系时间|备注", ""),
        ("*商机名称|*客户名称|商机金额|预计成交日期|备注", ""),
        (
            "*合同编号|*合同名称|*客户名称|商机名称|*合同金额|*下单时间|合同开始时间|"
            "合同结束时间|备注|合同类型",
            "",
        ),
        (
            "客户名称|签约公司|合同类型|生效日期|截止日期|付款方式|签约类型|合同金额|"
            "项目负责人|手机号码|备注",
            "",
        ),
        ("*回款编号|*客户名称|*合同编号|*回款日期|*回款方式|*回款金额|期数|备注", ""),
        ("*产品名称|*产品类型|产品单位|*产品编码|*价格|产品描述", ""),
        ("名称*|规格|型号|颜色|品牌|类别|基本单位*|基本条码*|采购价|零售价|销售价|备注", ""),
        ("条码*|名称|数量*|单价|税率（%）|备注", ""),
        (
            "箱号|装箱数量|工单号|客户编号|客户名称|客户PO|PO数量|客户料号|工单数量|销货单号|"
            "车牌号|出货时间",
            "",
        ),
        ("退货日期|退货单号|客户编码|客户名称|存货编码|存货名称|含税单价|数量|价税合计", ""),
    ],
)
def test_a_sheet_is_known_by_its_headers(headers: str, noun: str) -> None:
    assert meaning(headers)[0] == noun


@pytest.mark.parametrize(
    "header",
    [
        "客户等级",
        "客户级别",
        "客户类别",
        "等级",
        "状态",
        "累计金额",
        "累计消费",
        "销售收入",
        "营业额",
        "创建人",
        "创建时间",
        "更新时间",
        "传真",
        "意向等级",
        "最近交易",
    ],
)
def test_columns_that_only_sound_alike_are_nothing_kam_takes(header: str) -> None:
    fields = meaning(f"客户编号|客户名称|联系人|手机|{header}")[1]
    assert header not in fields


@pytest.mark.parametrize(
    ("headers", "header", "field"),
    [
        ("客户名称|联系人|手机|邮箱", "手机", "contact_mobile"),
        ("客户名称|手机|邮箱|行业", "手机", "phone"),
        ("客户名称|手机|电话|行业", "手机", "contact_mobile"),
        ("客户名称|手机|邮箱|行业", "邮箱", "email"),
        ("客户名称|联系人|联系电话|地址", "联系电话", "contact_phone"),
        ("客户名称|联系电话|地址|行业", "联系电话", "phone"),
        ("客户名称|联系人|电话|手机", "电话", "phone"),
        ("客户姓名|行业|手机|客户来源", "客户姓名", "name"),
        ("客户姓名|公司名称|手机|客户来源", "客户姓名", "contact_name"),
        ("客户名称|负责人|最近回访|方式", "方式", "last_contact_channel"),
        ("客户名称|负责人|下次联系时间", "下次联系时间", "next_contact_on"),
        ("订单编号|客户名称|创建时间|金额", "创建时间", "ordered_on"),
        ("订单编号|客户名称|下单日期|金额|创建时间", "下单日期", "ordered_on"),
        ("订单编号|客户名称|下单日期|产品|数量|金额|订单总额", "金额", "amount"),
        ("订单编号|客户名称|下单日期|产品|数量|金额|订单总额", "订单总额", "order_amount"),
        ("订单编号|客户名称|下单日期|合同金额", "合同金额", "order_amount"),
        ("订单编号|客户名称|下单日期|Customer", "Customer", ""),
    ],
)
def test_a_header_means_what_its_company_makes_of_it(headers: str, header: str, field: str) -> None:
    assert meaning(headers)[1].get(header, "") == field


def test_a_channel_without_a_last_contact_is_nothing_kam_takes() -> None:
    assert "方式" not in meaning("客户名称|负责人|行业|方式")[1]


def test_one_field_gets_one_header_and_the_surer_one() -> None:
    fields = meaning("客户名称|公司名称|联系人|电话|固定电话")[1]
    assert fields["客户名称"] == "name"
    assert "公司名称" not in fields


def test_a_stated_header_goes_before_every_other() -> None:
    found = match(
        ["客户名称", "单位", "谁管"],
        kind("customers"),
        mapping={"名": "x", "客户名称": "单位", "客户经理": "谁管"},
    )
    assert {h.text: h.column.key for h in found.known if h.column} == {
        "单位": "name",
        "谁管": "manager",
    }


@pytest.mark.parametrize("header", ["客户类别(系统)", "客户等级（系统）", "Tier (system)"])
def test_what_kam_worked_out_is_told_by_its_mark(header: str) -> None:
    column = resolve(kind("customers"), header)
    assert column is not None
    assert column.computed


def test_a_word_for_suppliers_in_the_name_of_the_sheet_is_heard() -> None:
    assert meaning("名称|联系人|电话|地址", spoken="供应商资料")[0] == ""


def test_what_set_gives_need_not_stand_in_the_sheet() -> None:
    assert meaning("产品|数量|单价|金额")[0] == ""
    assert meaning("产品|数量|单价|金额", fixed=["客户名称", "下单日期"])[0] == "orders"
