"""The words of surveys, visits and what is to be done; the rest of `kam.models.words`."""

from enum import Enum

from kam.models import enums as e

WORDS_OF_WORK: dict[type[Enum], dict[Enum, tuple[str, ...]]] = {
    e.SurveyTrigger: {
        e.SurveyTrigger.periodic: ("定期", "定期调查", "例行"),
        e.SurveyTrigger.after_delivery: ("交付后", "收货后", "发货后"),
        e.SurveyTrigger.after_complaint: ("投诉处理后", "投诉后"),
    },
    e.SurveySource: {
        e.SurveySource.own: ("自有", "本公司", "自行调查", "内部"),
        e.SurveySource.third_party: ("第三方", "外部"),
    },
    e.SurveysBy: {
        e.SurveysBy.manager: ("客户经理", "经理"),
        e.SurveysBy.tier: ("客户类别", "类别"),
        e.SurveysBy.industry: ("行业",),
        e.SurveysBy.quarter: ("季度",),
        e.SurveysBy.dimension: ("维度", "方面"),
        e.SurveysBy.source: ("调查方", "来源"),
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
    e.Area: {
        e.Area.product_use: ("产品使用情况", "产品使用"),
        e.Area.service_satisfaction: ("服务满意情况", "服务满意度"),
        e.Area.needs: ("需求",),
        e.Area.opinions: ("意见建议", "意见", "建议"),
        e.Area.relationship: ("客户关系", "客情关系"),
    },
    e.Mark: {
        e.Mark.low: ("偏低",),
    },
    e.VisitState: {
        e.VisitState.overdue: ("逾期",),
        e.VisitState.due: ("到期",),
        e.VisitState.upcoming: ("即将到期",),
        e.VisitState.planned: ("已预约",),
        e.VisitState.snoozed: ("已推迟",),
    },
    e.FollowUpState: {
        e.FollowUpState.open: ("未完成", "待办"),
        e.FollowUpState.overdue: ("逾期",),
        e.FollowUpState.done: ("已完成", "完成"),
    },
    e.TicketKind: {
        e.TicketKind.inquiry: ("咨询", "询问"),
        e.TicketKind.complaint: ("投诉", "客诉"),
        e.TicketKind.suggestion: ("建议",),
    },
    e.TicketState: {
        e.TicketState.open: ("待响应", "未响应"),
        e.TicketState.answered: ("处理中", "已响应"),
        e.TicketState.resolved: ("已解决", "解决"),
        e.TicketState.confirmed: ("已确认", "确认"),
    },
    e.AgendaKind: {
        e.AgendaKind.visit: ("回访",),
        e.AgendaKind.appointment: ("预约",),
        e.AgendaKind.follow_up: ("跟进事项",),
    },
    e.WeekKind: {
        e.WeekKind.appointment: ("已约",),
        e.WeekKind.proposed: ("建议",),
        e.WeekKind.left: ("排不下",),
    },
    e.NoticeState: {
        e.NoticeState.sent: ("已发送",),
        e.NoticeState.already_sent: ("今日已发过",),
        e.NoticeState.to_send: ("将发送",),
        e.NoticeState.failed: ("失败",),
        e.NoticeState.nothing_due: ("无待办",),
        e.NoticeState.no_address: ("无地址",),
    },
    e.CycleResult: {
        e.CycleResult.in_time: ("按时完成", "按时"),
        e.CycleResult.late: ("逾期完成",),
        e.CycleResult.missed: ("未完成",),
        e.CycleResult.skipped: ("已跳过", "跳过"),
        e.CycleResult.open: ("待完成",),
    },
    e.CoverageBy: {
        e.CoverageBy.tier: ("客户类别", "类别"),
        e.CoverageBy.line: ("回访项",),
        e.CoverageBy.manager: ("客户经理", "经理"),
        e.CoverageBy.month: ("月份", "月"),
    },
    e.Level: {
        e.Level.ok: ("正常",),
        e.Level.warning: ("注意",),
        e.Level.problem: ("问题",),
    },
}
