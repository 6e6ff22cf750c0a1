"""The words people write and read for the closed lists: the Chinese one kam shows, then others.

English terms (`account_manager`, also "account manager") are understood without being listed.
"""

from enum import Enum

from kam.models import enums as e

WORDS: dict[type[Enum], dict[Enum, tuple[str, ...]]] = {
    e.Tier: {
        e.Tier.important: ("重要", "重要客户", "重点", "重点客户"),
        e.Tier.general: ("一般", "一般客户", "普通", "普通客户"),
        e.Tier.new: ("新", "新客户"),
    },
    e.Grade: {
        e.Grade.A: ("A", "A级", "A类"),
        e.Grade.B: ("B", "B级", "B类"),
        e.Grade.C: ("C", "C级", "C类"),
    },
    e.Scheme: {
        e.Scheme.tier: ("客户类别",),
        e.Scheme.grade: ("客户等级",),
        e.Scheme.key_account: ("大客户",),
    },
    e.LifecycleStage: {
        e.LifecycleStage.introduction: ("导入", "导入期", "引入期", "开发期"),
        e.LifecycleStage.growth: ("成长", "成长期"),
        e.LifecycleStage.maturity: ("成熟", "成熟期", "稳定期"),
        e.LifecycleStage.decline: ("衰退", "衰退期"),
    },
    e.CooperationStage: {
        e.CooperationStage.potential: ("潜在", "潜在客户", "线索", "未成交", "未合作"),
        e.CooperationStage.prospect: ("意向", "意向客户", "跟进中", "洽谈中"),
        e.CooperationStage.active: (
            "成交",
            "成交客户",
            "已成交",
            "合作中",
            "已合作",
            "正式客户",
            "老客户",
            "customer",
        ),
        e.CooperationStage.lost: ("流失", "流失客户", "已流失", "终止合作", "停止合作"),
    },
    e.Size: {
        e.Size.large: ("大", "大型", "大型企业"),
        e.Size.medium: ("中", "中型", "中型企业"),
        e.Size.small: ("小", "小型", "小型企业", "微型", "小微", "小微企业"),
    },
    e.Source: {
        e.Source.marketing: ("市场活动", "市场", "广告", "展会", "网络推广", "网络营销"),
        e.Source.sales: ("销售开发", "销售", "自主开发", "主动开发", "陌拜", "电话营销"),
        e.Source.inquiry: ("客户咨询", "咨询", "来电咨询", "线上咨询", "主动来电", "网络咨询"),
        e.Source.referral: ("转介绍", "客户介绍", "朋友介绍", "老客户介绍", "推荐"),
        e.Source.other: ("其他", "其它"),
    },
    e.DecisionRole: {
        e.DecisionRole.decider: ("决策人", "决策者", "关键决策人", "拍板人"),
        e.DecisionRole.influencer: ("影响者", "影响人"),
        e.DecisionRole.user: ("使用者", "使用人"),
        e.DecisionRole.buyer: ("采购", "采购人", "采购者"),
        e.DecisionRole.gatekeeper: ("把关者", "把关人"),
    },
    e.Gender: {
        e.Gender.male: ("男", "先生", "M"),
        e.Gender.female: ("女", "女士", "小姐", "F"),
    },
    e.Calendar: {
        e.Calendar.solar: ("公历", "阳历", "新历"),
        e.Calendar.lunar: ("农历", "阴历", "旧历"),
    },
    e.StaffRole: {
        e.StaffRole.account_manager: ("客户经理", "大客户经理", "业务员", "销售员", "销售经理"),
        e.StaffRole.sales_consultant: ("销售顾问", "顾问", "导购"),
        e.StaffRole.department_manager: ("部门经理", "部门主管", "销售主管", "部门负责人", "主管"),
        e.StaffRole.executive: ("企业高层", "高层", "总经理", "副总经理", "总裁", "董事长"),
        e.StaffRole.specialist: ("客户信息管理专员", "信息专员", "专员", "客服专员"),
        e.StaffRole.admin: ("管理员", "系统管理员"),
    },
    e.Channel: {
        e.Channel.phone: ("电话", "打电话", "电话回访", "电话拜访", "电话沟通", "去电", "call"),
        e.Channel.onsite: (
            "上门",
            "上门拜访",
            "上门回访",
            "拜访",
            "实地",
            "实地拜访",
            "现场",
            "现场拜访",
            "面谈",
            "visit",
        ),
        e.Channel.video: ("视频", "视频会议", "线上会议", "腾讯会议"),
        e.Channel.executive: ("高层回访", "高层拜访", "高层互访"),
        e.Channel.meeting: ("会议", "会面", "座谈"),
        e.Channel.email: ("邮件", "电子邮件", "邮箱", "e-mail"),
        e.Channel.message: ("微信/短信", "微信", "短信", "企业微信", "QQ", "钉钉", "wechat", "sms"),
        e.Channel.event: ("活动", "展会", "沙龙"),
    },
    e.Purpose: {
        e.Purpose.visit: ("回访", "客户回访", "拜访", "定期回访", "跟进"),
        e.Purpose.care: ("关怀", "客户关怀", "节日问候", "问候"),
        e.Purpose.service: ("服务", "售后", "售后服务", "维修"),
        e.Purpose.sales: ("销售", "洽谈", "商务洽谈", "报价", "推销"),
        e.Purpose.assessment: ("需求评估", "需求调研", "调研", "needs assessment"),
        e.Purpose.exit: ("退出访谈", "流失访谈"),
        e.Purpose.winback: ("挽回", "流失挽回", "召回", "win-back"),
    },
    e.Outcome: {
        e.Outcome.planned: ("计划", "已计划", "待办", "待跟进", "未开始", "预约"),
        e.Outcome.completed: ("已完成", "完成", "已回访", "已拜访", "成功", "done"),
        e.Outcome.no_answer: ("未接通", "无人接听", "未联系上", "no answer"),
        e.Outcome.cancelled: ("已取消", "取消", "作废", "canceled"),
    },
    e.SurveyTrigger: {
        e.SurveyTrigger.periodic: ("定期", "定期调查", "例行"),
        e.SurveyTrigger.after_delivery: ("交付后", "收货后", "发货后"),
        e.SurveyTrigger.after_complaint: ("投诉处理后", "投诉后"),
    },
    e.SurveySource: {
        e.SurveySource.own: ("自有", "本公司", "自行调查", "内部"),
        e.SurveySource.third_party: ("第三方", "外部"),
    },
    e.Dimension: {
        e.Dimension.product: ("产品", "产品质量", "质量", "产品满意度"),
        e.Dimension.pre_sale: ("售前", "售前服务"),
        e.Dimension.in_sale: ("售中", "售中服务"),
        e.Dimension.after_sale: ("售后", "售后服务"),
        e.Dimension.attitude: ("态度", "服务态度"),
        e.Dimension.speed: ("速度", "服务速度", "响应速度", "及时性"),
        e.Dimension.effect: ("效果", "服务效果"),
        e.Dimension.price: ("价格", "性价比"),
    },
    e.VisitState: {
        e.VisitState.overdue: ("逾期",),
        e.VisitState.due: ("到期",),
        e.VisitState.upcoming: ("即将到期",),
        e.VisitState.planned: ("已预约",),
        e.VisitState.snoozed: ("已推迟",),
    },
    e.Level: {
        e.Level.ok: ("正常",),
        e.Level.warning: ("注意",),
        e.Level.problem: ("问题",),
    },
}
