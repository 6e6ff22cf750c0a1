"""The rows of the demo workbook, drawn from one seed: two years of an invented supplier."""

import random
from datetime import date, timedelta
from typing import Any

from tests.demo_data import (
    BUYERS,
    COMMENTS,
    NEEDS,
    NEWCOMERS,
    OPINIONS,
    OTHERS,
    PEOPLE,
    PRODUCTS,
    SAID,
    STAFF,
    TITLES,
    rows,
    words,
)

TODAY = date(2026, 11, 20)
SEED = 20261120
Row = list[Any]

_SOURCES = words("市场活动 销售开发 客户咨询 转介绍")
_STAFF = words("工号 *姓名 角色 部门 上级 手机 邮箱 城市 入职日期")
_CUSTOMERS = words(
    "客户编号 *客户名称 客户简称 所属行业 企业规模 区域 城市 公司电话 联系人 职务 手机 *客户经理 "
    "销售顾问 客户来源 合作阶段 生命周期 潜力 年采购额(万元) 年采购次数 首次成交日期 "
    "信用额度(万元) 账期 下次联系日期 流失日期 流失原因 已归档 归档日期 我方评级 开票要求"
)
_CONTACTS = words("客户编号 客户名称 *姓名 性别 职务 部门 决策角色 态度 手机 是否主要联系人")
_ORDERS = words(
    "订单编号 客户编号 客户名称 下单日期 交货日期 产品编码 产品名称 数量 单价 金额 成本 付款方式"
)
_VISITS = words(
    "回访日期 客户编号 客户名称 回访方式 目的 跟进人 联系人 回访内容 结果 客户需求 意见建议"
)
_SURVEYS = words(
    "客户编号 客户名称 受访人 调查日期 总体满意度 推荐意愿 "
    "产品评分 售前评分 售后评分 速度评分 价格评分 意见"
)


def day(text: str) -> date:
    return date.fromisoformat(text)


def weekday(on: date) -> date:
    """The day, or the Friday before a weekend."""
    return on - timedelta(days=max(0, on.weekday() - 4))


class Demo:
    """The rows of every sheet, drawn from one seed."""

    def __init__(self) -> None:
        self.random = random.Random(SEED)
        self.products = [
            (code, name, float(price), float(share)) for code, name, price, share in rows(PRODUCTS)
        ]
        self.numbers: dict[date, int] = {}
        self.names = {row[0]: row[1] for row in rows(BUYERS + NEWCOMERS.lstrip() + OTHERS.lstrip())}
        self.customers: list[Row] = []
        self.contacts: list[Row] = []
        self.orders: list[Row] = []
        self.visits: list[Row] = []
        self.surveys: list[Row] = []

    def build(self) -> dict[str, list[Row]]:
        """Sheet -> its rows, headers and titles included."""
        for row in rows(BUYERS):
            self.buyer(row)
        for row in rows(NEWCOMERS):
            self.newcomer(row)
        for row in rows(OTHERS):
            self.other(row)
        self.particulars()
        self.wrong()
        title = [[f"江南工业品有限公司 客户资料表（{TODAY:%Y年%m月}）"], ["制表：孙丽"], []]
        return {
            "员工": [_STAFF, *rows(STAFF)],
            "客户": [*title, _CUSTOMERS, *self.customers],
            "联系人": [_CONTACTS, *self.contacts],
            "订单明细": [_ORDERS, *sorted(self.orders, key=_by_day), self.total()],
            "回访记录": [_VISITS, *sorted(self.visits, key=_by_day)],
            "满意度调查": [_SURVEYS, *sorted(self.surveys, key=_by_day)],
        }

    # Customers and the people there.

    def customer(self, row: list[str], **more: Any) -> None:
        code, name, short, industry, size, region, city, manager = row[:8]
        number = int(code[1:])
        fields = {
            "客户编号": code, "*客户名称": name, "客户简称": short, "所属行业": industry,
            "企业规模": size, "区域": region, "城市": city, "*客户经理": manager,
            "公司电话": f"0512-6000{number:04}", "客户来源": self.random.choice(_SOURCES),
            "账期": self.random.choice(("月结30天", "月结60天", "款到发货")),
            "开票要求": self.random.choice(("专票 13%", "专票 13%，随货", "普票")),
            **self.people(code, name, number),
        }  # fmt: skip
        fields |= more
        self.customers.append([fields.get(header) for header in _CUSTOMERS])

    def people(self, code: str, name: str, number: int) -> dict[str, Any]:
        """The contacts of a customer; gives the columns of the one to call first."""
        titles = rows(TITLES)
        for turn in range(2 if number <= 12 else 1):
            title, department, role, attitude = titles[(number + turn * 3) % len(titles)]
            person = PEOPLE[(number * 5 + turn * 7) % len(PEOPLE)]
            mobile = f"1390000{number:03}{turn}"
            self.contacts.append(
                [code, name, person, "女" if person[1] in "蕾婷静琳敏佳芳" else "男", title,
                 department, role, attitude, mobile, "是" if turn == 0 else "否"]
            )  # fmt: skip
        first = self.contacts[-2 if number <= 12 else -1]
        return {"联系人": first[2], "职务": first[4], "手机": first[8]}

    def buyer(self, row: list[str]) -> None:
        code, stage, potential = row[0], row[8], int(row[9])
        before, year, often = map(int, row[10].split())
        grade = "战略" if year > 1_000_000 else "重点" if year > 50_000 else "普通"
        limit = round(year / 60_000) if year > 50_000 else None
        own = {"生命周期": stage, "潜力": potential, "信用额度(万元)": limit, "我方评级": grade}
        self.customer(row, **own)
        for amount, start in ((before, 720), (year, 355)):
            for turn in range(often if amount else 0):
                step = 340 / often
                on = TODAY - timedelta(days=round(start - turn * step - self.random.random() * 6))
                self.order(code, weekday(on), amount / often * self.random.uniform(0.85, 1.15))
        self.visited(row)
        for turn in range(4 if year > 50_000 else 2 if year > 10_000 else 0):
            self.survey(
                code, weekday(TODAY - timedelta(days=25 + turn * (88 if year > 50_000 else 175)))
            )

    def newcomer(self, row: list[str]) -> None:
        code, first, amount = row[0], day(row[8]), float(row[9])
        self.customer(row, 潜力=3, 销售顾问="周敏")
        self.order(code, first, amount)
        for turn, called in enumerate(row[10].split()):
            self.visit(day(called), code, "电话", "周敏" if turn == 0 else row[7])

    def other(self, row: list[str]) -> None:
        stage, lost_on, why = row[8:11]
        more = {"合作阶段": stage, "流失日期": day(lost_on) if lost_on else None}
        self.customer(row, **more, 流失原因=why or None, 潜力=3)

    # Orders.

    def order(self, code: str, on: date, amount: float) -> None:
        """An order of about this amount; a negative one is a return."""
        turn = self.numbers[on] = self.numbers.get(on, 0) + 1
        number = f"{'TH' if amount < 0 else 'XS'}{on:%Y%m%d}-{turn:02}"
        delivered = on + timedelta(days=self.random.randint(2, 12))
        chosen = self.random.sample(self.products, 1 if abs(amount) < 3_000 else 2)
        for product, name, price, share in chosen:
            quantity = max(1, round(abs(amount) / len(chosen) / price))
            sign = 1 if amount > 0 else -1
            total = round(price * quantity * sign, 2)
            self.orders.append(
                [number, code, self.names[code], on, delivered if delivered <= TODAY else None,
                 product, name, quantity * sign, price, total, round(total * share, 2), "银行转账"]
            )  # fmt: skip

    def total(self) -> Row:
        amounts = [row[9] for row in self.orders if isinstance(row[9], float)]
        return ["合计", *[None] * 8, round(sum(amounts), 2)]

    # Visits.

    def visited(self, row: list[str]) -> None:
        """A year of visits, back from the days since the last ones."""
        code, manager = row[0], row[7].split("/")[0] or "周敏"
        is_important = int(code[1:]) <= 12 and code != "C0010"
        plan = (("电话", 30 if is_important else 60, manager),
                ("上门", 90 if is_important else 180, "陈静" if is_important else manager),
                ("高层回访", 180, "赵建国"))  # fmt: skip
        for (channel, every, by), last in zip(plan, map(int, row[11].split()), strict=True):
            ago = last
            while last and ago < 370:
                self.visit(weekday(TODAY - timedelta(days=ago)), code, channel, by)
                ago += every + self.random.randint(-3, 3)

    def visit(self, on: date, code: str, channel: str, by: str, **more: Any) -> None:
        met = [contact[2] for contact in self.contacts if contact[0] == code]
        said = self.random.choice(SAID[channel].split(" | "))
        fields = {
            "回访日期": on, "客户编号": code, "客户名称": self.names[code], "回访方式": channel,
            "目的": "关怀" if channel in ("微信/短信", "活动") else "回访", "跟进人": by,
            "联系人": met[0] if met else None, "回访内容": said, "结果": "已完成",
            "客户需求": self.random.choice(NEEDS) if channel == "上门" else None,
            "意见建议": self.random.choice(OPINIONS) if self.random.random() < 0.15 else None,
        }  # fmt: skip
        fields |= more
        self.visits.append([fields[header] for header in _VISITS])

    # Surveys.

    def survey(self, code: str, on: date) -> None:
        """Happy customers mostly; 联骏电子 is not, and the last answers show it."""
        unhappy = code == "C0005" and on > day("2026-03-01")
        overall = self.random.choice((2, 2, 3) if unhappy else (3, 4, 4, 4, 5, 5, 5))
        nps = {2: 4, 3: 6, 4: 8, 5: 10}[overall] - self.random.randint(0, 1)
        answers = {2: "不满意", 3: "一般", 4: "满意", 5: "非常满意"}
        scores = [max(1, min(5, overall + self.random.randint(-1, 1))) for _dimension in range(5)]
        met = next(contact[2] for contact in self.contacts if contact[0] == code)
        comment = "交期多次延误，要求改进" if unhappy else self.random.choice(COMMENTS)
        self.surveys.append(
            [code, self.names[code], met, on, answers[overall], nps, *scores, comment]
        )

    # What makes the agenda of the day worth reading.

    def particulars(self) -> None:
        """A promotion, a demotion, returns, an old customer won back, appointments, care."""
        for on, amount in (("2026-07-14", 14_000), ("2026-08-19", 16_500), ("2026-10-15", 12_000)):
            self.order("C0010", day(on), amount)
        for on, amount in (("2025-07-10", 19_000), ("2025-09-16", 17_500)):
            self.order("C0012", day(on), amount)
        for code, on, amount in (
            ("C0001", "2026-09-08", -3_400), ("C0005", "2026-06-11", -8_200),
            ("C0013", "2026-04-22", -650), ("C0002", "2026-10-20", -2_700),
            ("C0037", "2025-03-20", 26_000), ("C0037", "2025-08-12", 18_000),
            ("C0037", "2025-12-03", 9_500), ("C0038", "2025-02-18", 31_000),
            ("C0038", "2025-06-24", 14_000), ("C0038", "2026-10-12", 12_400),
        ):  # fmt: skip
            self.order(code, day(on), amount)
        for on in ("2026-11-10", "2026-10-27", "2026-10-06"):
            self.visit(day(on), "C0008", "微信/短信", "李娜")
        for code, on in (("C0001", "2026-09-24"), ("C0002", "2026-02-13"), ("C0016", "2026-09-24")):
            self.visit(day(on), code, "微信/短信", "张伟")
        for code in ("C0001", "C0003", "C0004", "C0009", "C0015"):
            self.visit(day("2026-06-18"), code, "活动", "陈静")
        for code, on, channel, by, purpose in (
            ("C0001", "2026-09-15", "视频", "张伟", "需求评估"),
            ("C0002", "2026-10-13", "会议", "李娜", "需求评估"),
            ("C0033", "2026-10-28", "邮件", "李娜", "销售"),
            ("C0033", "2026-11-11", "电话", "李娜", "销售"),
            ("C0034", "2026-09-09", "上门", "王强", "销售"),
            ("C0036", "2026-05-20", "邮件", "张伟", "销售"),
            ("C0037", "2026-03-20", "电话", "陈静", "退出访谈"),
            ("C0038", "2026-08-26", "上门", "陈静", "挽回"),
            ("C0032", "2026-11-04", "电话", "李娜", "回访"),
        ):  # fmt: skip
            self.visit(day(on), code, channel, by, 目的=purpose)
        for code, on in (("C0005", "2026-11-12"), ("C0014", "2026-11-16"), ("C0031", "2026-10-15")):
            said = "电话未接，已发短信"
            self.visit(day(on), code, "电话", "王强", 结果="未接通", 回访内容=said, 意见建议=None)
        for code, on, by in (("C0009", "2026-11-25", "陈静"), ("C0022", "2026-11-23", "王强")):
            said = "已约：看新产线，带样品"
            self.visit(
                day(on), code, "上门", by, 结果="计划", 回访内容=said, 客户需求=None, 意见建议=None
            )
        self.customer_fields("C0032", **{"年采购额(万元)": 8.5, "年采购次数": 5})
        self.customer_fields("C0041", 首次成交日期=day("2026-11-12"))
        self.customer_fields("C0003", 下次联系日期=day("2026-11-24"))
        archived = (
            "C0039 | 西安秦砺航空零件有限公司 | 秦砺航空 | 航空零件 | 中 | 西北 | 西安 | 张伟"
        )
        self.customer(rows(archived)[0], 已归档="是", 归档日期=day("2026-01-30"))

    def customer_fields(self, code: str, **fields: Any) -> None:
        row = next(row for row in self.customers if row[0] == code)
        for header, value in fields.items():
            row[_CUSTOMERS.index(header)] = value

    def wrong(self) -> None:
        """Rows as they are found in every real workbook."""
        row = rows(
            "C0040 | 成都蜀砺轨道配件有限公司 | 蜀砺轨道 | 轨道交通 | 中 | 西南 | 成都 | 王强"
        )
        self.customer(row[0], 潜力="很高")
        product = [None, "CT-APKT", "铣刀片 APKT1604 (10 片)"]
        unknown = ["C0088", "上海某某贸易有限公司", day("2026-11-05"), *product, 58, 295.0, 17110.0]
        typo = ["C0001", self.names["C0001"], day("2026-11-06"), *product, None, None, "12,5o"]
        for number, bad in (("XS20261105-98", unknown), ("XS20261106-99", typo)):
            self.orders.append([number, *bad, None, "银行转账"])
        self.visit(TODAY, "C0013", "电话", "张伟", 回访日期="2026/2/30")
        self.visit(TODAY, "C0018", "电话", "王强", 回访日期="2026年9月18日")
        self.visit(TODAY, "C0019", "电话", "张伟", 回访日期="2026.8.21")
        self.orders[2][3] = f"{self.orders[2][3]:%Y/%m/%d}"


def _by_day(row: Row) -> tuple[str, str]:
    """Rows by their day, however it is written."""
    on = next((cell for cell in row if isinstance(cell, date)), None)
    return (f"{on or ''}", str(row[0]))
