"""The orders sheet: one row per line, rows of one number are one order."""

from kam.i18n import N_
from kam.sheets.cells import CODE, DATE, INTEGER, MONEY, NAME, PRICE, QUANTITY, TEXT
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds.synonyms import either

# A table: a column in a few lines reads better than one word per line.
# fmt: off
ORDER = (
    Column(
        "number", "订单编号", "Order number", CODE,
        also=either(
            "订单号|销售订单编号|销售订单号|销售单编号|销售单号|订单ID|主订单编号|内部订单编号|"
            "业务单据号|单据编号|单据号|单号|出库单编号|order id|order no|orderno|"
            "invoice no|invoice number|invoice|合同编号|合同号|子订单编号|编号"
        ),
        note=N_("Rows that repeat a number are the lines of one order."), example="SO20250110-01",
        width=18,
    ),
    Column(
        "customer", "客户编号", "Customer code", CODE,
        also=either(
            "客户编码|客户代码|客户ID|客户代号|客户UID|顾客ID|用户ID|会员编号|会员卡号|"
            "customer id|customer no|customer number|client id|account number"
        ),
        note=N_("The customer's code; without one the customer is found by name."),
        example="C0001",
    ),
    Column(
        "customer_name", "客户名称", "Customer name", NAME,
        also=either(
            "客户全称|公司名称|企业名称|单位名称|客户名|客户名字|客户姓名|关联客户|会员名称|"
            "买家会员名|购货单位|买方|客户|customer|company|company name|client|account|"
            "bikeshop name|shop name|store name|用户姓名|收货单位"
        ),
        note=N_("Needed only where there is no code."),
        example=("苏州恒力精密机械有限公司", "Suzhou Hengli Precision Machinery"), width=30,
    ),
    Column(
        "ordered_on", "下单日期", "Ordered on", DATE,
        also=either(
            "订单日期|下单时间|订单时间|订购日期|销售日期|销售时间|购买日期|购买时间|交易日期|"
            "交易时间|成交日期|成交时间|单据日期|开单日期|签单日期|出库时间|出库日期|"
            "order date|ordered|invoice date|purchase date|sale date|订单创建时间|操作时间|日期|"
            "date|订单付款时间|付款时间|创建时间|创建日期"
        ),
        note=N_("The day of the order decides which year it counts for."), example="2025-01-10",
        required=True,
    ),
    Column(
        "delivered_on", "交货日期", "Delivered on", DATE,
        also=either(
            "交货时间|发货日期|发货时间|送货日期|到货日期|交付日期|ship date|delivery date|"
            "shipped on"
        ),
        example="2025-01-15",
    ),
    Column(
        "payment_method", "付款方式", "Payment method", TEXT,
        also=either("支付方式|结算方式|约定支付|payment"),
        example=("银行转账", "bank transfer"), free=True,
    ),
    Column(
        "remarks", "备注", "Remarks", TEXT,
        also=either("订单备注|备注信息|表头备注|说明|买家留言|notes|note|comment|comments"),
        width=24, free=True,
    ),
)

LINE = (
    Column(
        "position", "行号", "Line", INTEGER,
        also=either("明细行号|行项目|项次|order line|line no|line number|position"),
        note=N_("Blank: the turn of the row within its order."), example=1, width=8,
    ),
    Column(
        "product_code", "产品编码", "Product code", CODE,
        also=either(
            "商品编码|商品编号|产品编号|产品ID|商品ID|存货编码|物料编码|物料号|货号|商家编码|SKU|"
            "条码|stock code|product id|item code|item no"
        ),
        example="TL-0412",
    ),
    Column(
        "product", "产品名称", "Product", TEXT,
        also=either(
            "商品名称|产品|商品|存货名称|品名|物料名称|宝贝标题|订购产品|下单产品|货品名称|"
            "项目名称|product name|description|item|item name|model|机器型号|商品明细|产品明细|"
            "标题|名称"
        ),
        example=("硬质合金立铣刀 12mm", "Carbide end mill 12 mm"), width=28, free=True,
    ),
    Column(
        "quantity", "数量", "Quantity", QUANTITY,
        also=either(
            "商品数量|产品数量|订货数量|购买数量|销售数量|订购数量|采购数量|发货数量|宝贝总数量|"
            "合计数量|销量|qty|件数"
        ),
        example=20, width=10,
    ),
    Column(
        "unit_price", "单价", "Unit price", PRICE,
        also=either("商品单价|产品单价|含税单价|合同单价|销售单价|成交价|售价|价格|price"),
        note=N_("May have four decimal places."), example=86.5, width=12,
    ),
    Column(
        "amount", "金额", "Amount", MONEY,
        also=either(
            "行小计|行金额|小计|明细金额|商品金额|产品金额|总价|销售额|价税合计|发货价税合计|合计|"
            "成交金额|销售金额|total price|line amount|line total|sales|subtotal|extended price|"
            "revenue"
        ),
        note=N_("Of the line; blank: quantity times unit price. Negative for a return."),
        example=1730,
    ),
    Column(
        "cost", "成本", "Cost", MONEY,
        also=either("成本金额|总成本|成本额|销售成本|出库成本|line cost|total cost|cogs"),
        note=N_("Of the line, not of the piece; used for the profit."), example=1180,
    ),
)

TAKEN = (
    Column(
        "order_amount", "订单金额", "Order amount", MONEY,
        also=either(
            "订单总额|订单总金额|合同金额|单据总金额|单据金额|实付金额|买家实际支付金额|支付金额|"
            "最终合计价格|整单金额|产品总金额|应付金额|买家应付货款|总金额|合计金额|order total|"
            "grand total|order value|total amount"
        ),
        note=N_("Of the whole order; counts once however many lines repeat it."),
    ),
    Column(
        "order_status", "订单状态", "Order status", TEXT,
        also=either("单据状态|交易状态|销售状态|状态|order state|status"),
        note=N_("A cancelled order is not taken."), free=True,
    ),
    Column("currency", "币种", "Currency", CODE, also=either("币别|货币|币制"), width=8),
    Column(
        "customer_region", "客户区域", "Customer region", TEXT,
        also=either("区域|地区|销售区域|大区|省份|省|省/自治区|国家|province|state|country|region"),
        note=N_("Used only for customers that the order makes."), free=True,
    ),
    Column(
        "customer_city", "客户城市", "Customer city", TEXT,
        also=either("城市|市|所在城市|city"),
        note=N_("Used only for customers that the order makes."), free=True,
    ),
)

ORDERS = Kind(
    "orders", "订单", "Orders", ORDER + LINE + TAKEN,
    sheet_words=either("订单|销售|order|sales|明细"),
    refuse_words=either(
        "供应商名称|采购单|采购时间|进货|期初|线索名称|商机名称|商机编号|合同名称|合同开始|"
        "合同起始|合同结束|合同终止|合同到期|合同文件|合同有效期|合同生效|合同类型|合同状态|签约公司|签订日期|有效期至|"
        "开票金额|开票类型|回款|报价日期|跟进内容|回访|答卷|退货单号|退货日期|订舱|运单号"
    ),
)
