"""The closed word lists of the trade. Values are the stable English terms of JSON and storage."""

from enum import StrEnum


class Tier(StrEnum):
    important = "important"
    general = "general"
    new = "new"


class Grade(StrEnum):
    A = "A"
    B = "B"
    C = "C"


class Scheme(StrEnum):
    """A way of judging a customer; each keeps its own history."""

    tier = "tier"
    grade = "grade"
    key_account = "key_account"


class LifecycleStage(StrEnum):
    introduction = "introduction"
    growth = "growth"
    maturity = "maturity"
    decline = "decline"


class CooperationStage(StrEnum):
    potential = "potential"
    prospect = "prospect"
    active = "active"
    lost = "lost"


class Size(StrEnum):
    large = "large"
    medium = "medium"
    small = "small"


class Source(StrEnum):
    marketing = "marketing"
    sales = "sales"
    inquiry = "inquiry"
    referral = "referral"
    other = "other"


class DecisionRole(StrEnum):
    decider = "decider"
    influencer = "influencer"
    user = "user"
    buyer = "buyer"
    gatekeeper = "gatekeeper"


class Gender(StrEnum):
    male = "male"
    female = "female"


class Calendar(StrEnum):
    """How a birthday is counted."""

    solar = "solar"
    lunar = "lunar"


class StaffRole(StrEnum):
    account_manager = "account_manager"
    sales_consultant = "sales_consultant"
    department_manager = "department_manager"
    executive = "executive"
    specialist = "specialist"
    admin = "admin"


class Channel(StrEnum):
    phone = "phone"
    onsite = "onsite"
    video = "video"
    executive = "executive"
    meeting = "meeting"
    email = "email"
    message = "message"
    event = "event"


class Purpose(StrEnum):
    visit = "visit"
    care = "care"
    service = "service"
    sales = "sales"
    assessment = "assessment"
    exit = "exit"
    winback = "winback"


class Outcome(StrEnum):
    planned = "planned"
    completed = "completed"
    no_answer = "no_answer"
    cancelled = "cancelled"


class SurveyTrigger(StrEnum):
    periodic = "periodic"
    after_delivery = "after_delivery"
    after_complaint = "after_complaint"


class SurveySource(StrEnum):
    own = "own"
    third_party = "third_party"


class SurveysBy(StrEnum):
    """What the answers of surveys are grouped by."""

    manager = "manager"
    tier = "tier"
    industry = "industry"
    quarter = "quarter"
    dimension = "dimension"
    source = "source"


class Dimension(StrEnum):
    """What a survey asks for beside the overall score (handbook 3.6)."""

    product = "product"
    pre_sale = "pre_sale"
    in_sale = "in_sale"
    after_sale = "after_sale"
    attitude = "attitude"
    speed = "speed"
    effect = "effect"
    price = "price"


class Area(StrEnum):
    """What is talked about at a visit; each is a field of the interaction (handbook 3.5)."""

    product_use = "product_use"
    service_satisfaction = "service_satisfaction"
    needs = "needs"
    opinions = "opinions"
    relationship = "relationship"


class Mark(StrEnum):
    """What a figure is marked with, so that it is not overlooked."""

    low = "low"


class VisitState(StrEnum):
    overdue = "overdue"
    due = "due"
    upcoming = "upcoming"
    planned = "planned"
    snoozed = "snoozed"


class FollowUpState(StrEnum):
    """How a promise stands on a day."""

    open = "open"
    overdue = "overdue"
    done = "done"


class TicketKind(StrEnum):
    """What a customer came with."""

    inquiry = "inquiry"
    complaint = "complaint"
    suggestion = "suggestion"


class TicketState(StrEnum):
    """How far a ticket is on a day."""

    open = "open"
    answered = "answered"
    resolved = "resolved"
    confirmed = "confirmed"


class AgendaKind(StrEnum):
    """What an entry of somebody's agenda is."""

    visit = "visit"
    appointment = "appointment"
    follow_up = "follow_up"


class WeekKind(StrEnum):
    """What a visit of a planned week is."""

    appointment = "appointment"
    proposed = "proposed"
    left = "left"
    """No day has room for it."""


class NoticeState(StrEnum):
    """What became of a person's agenda at one address."""

    sent = "sent"
    already_sent = "already_sent"
    to_send = "to_send"
    """Would be sent: a rehearsal sends nothing."""
    failed = "failed"
    nothing_due = "nothing_due"
    no_address = "no_address"


class CycleResult(StrEnum):
    """What became of one due date of a visit line, by the end of a period."""

    in_time = "in_time"
    late = "late"
    missed = "missed"
    skipped = "skipped"
    open = "open"
    """Not met yet, and the period is not over."""


class CoverageBy(StrEnum):
    """What the customers of a coverage report are told apart by."""

    tier = "tier"
    line = "line"
    manager = "manager"
    month = "month"


class Level(StrEnum):
    """How serious a finding of `kam doctor` is."""

    ok = "ok"
    warning = "warning"
    problem = "problem"
