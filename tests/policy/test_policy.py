"""A policy is checked, laid over the default, written out and read back."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam import i18n
from kam.errors import PolicyError
from kam.models.enums import Channel, LifecycleStage, StaffRole, Tier
from kam.policy.load import default_text, dump, flat, load, source_of
from kam.workdays import Every


def test_the_default_holds_the_numbers_of_the_handbook() -> None:
    policy = load()
    assert policy.tier.important.annual_amount == Decimal(50_000)
    assert policy.tier.general.annual_orders == 3
    assert policy.tier.important.lifecycle_stage is LifecycleStage.maturity
    assert policy.key_account.annual_amount == Decimal(1_000_000)
    assert policy.grade.weights.sales == 30
    assert sum(weight for _, weight in policy.grade.weights) == 100


def test_an_executive_visit_may_be_made_on_site_by_an_executive() -> None:
    line = load().visits.cadence["important"][2]
    assert (line.name, line.every, line.by) == ("executive", Every(months=6), "executive")
    assert line.also[0].role is StaffRole.executive
    assert line.also[0].channels == (Channel.onsite, Channel.video, Channel.meeting)


def test_a_new_customer_has_three_lines_after_its_first_purchase() -> None:
    lines = load().visits.lines_of(Tier.new)
    assert [(line.name, str(line.after)) for line in lines] == [
        ("phone-1w", "7 days"),
        ("phone-1m", "1 month"),
        ("onsite-3m", "3 months"),
    ]


def test_every_key_of_the_default_names_its_source() -> None:
    assert [key for key in flat(load()) if not source_of(key)] == []
    assert source_of("tier.important.annual_amount") == "[Y §4]"
    assert source_of("visits.cadence.general.phone.every") == "[Y §5]"


def test_the_default_is_written_as_it_stands() -> None:
    assert dump(load()) == default_text()


def test_tables_merge_and_lists_replace() -> None:
    policy = load(
        "[tier.important]\nannual_orders = 20\n"
        '[[visits.cadence.general]]\nname = "mail"\nchannel = "email"\n'
        'every = "2w"\nby = "specialist"\n'
    )
    assert policy.tier.important.annual_orders == 20
    assert policy.tier.important.annual_amount == 50_000
    (line,) = policy.visits.cadence["general"]
    assert line.counts == (Channel.email,)
    assert line.every == Every(days=14)


def test_a_changed_value_says_what_it_stands_in_place_of() -> None:
    text = dump(load("[tier.important]\nannual_amount = 80000\n"))
    assert "annual_amount = 80000  # instead of 50000 [Y §4]\n" in text


def test_a_question_is_asked_in_the_language_in_use_or_in_the_one_it_has() -> None:
    policy = load(
        "[visits.questions]\nneeds = [{ zh = '要什么？', en = 'What?' }, { zh = '几时要？' }]"
    )
    asked = policy.visits.questions["needs"]
    assert [each.text for each in asked] == ["What?", "几时要？"]
    i18n.use("zh")
    assert asked[0].text == "要什么？"


def test_questions_of_ones_own_are_written_shown_and_compared() -> None:
    policy = load("[visits.questions]\nneeds = [{ zh = '要“什么”？\\n几时？' }]\nopinions = []\n")
    assert load(dump(policy)) == policy
    keys = flat(policy)
    assert keys["visits.questions.needs.1.zh"] == "要“什么”？\\n几时？"
    assert "visits.questions.needs.1.en" not in keys
    assert keys["visits.questions.opinions"] == []
    assert source_of("visits.questions.needs.1.zh") == "default, after [Y §5.2-5.3]"


def test_dates_and_switched_off_stages_survive_writing() -> None:
    policy = load(
        '[tier.general]\nlifecycle_stage = ""\n'
        "[workdays]\nholidays = [2027-02-06]\nworkdays = [2027-02-20]\n"
    )
    assert policy.tier.general.lifecycle_stage is None
    assert load(dump(policy)) == policy


def test_a_byte_order_mark_is_no_mistake() -> None:
    assert load("\ufeffcurrency = 'USD'").currency == "USD"


LINE = 'name = "a", channel = "phone", by = "executive"'


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ("[tier.important]\nanual_amount = 3", "tier.important.anual_amount", '"annual_amount"'),
        ("[visits.cadence]\ngold = []", "visits.cadence.gold", "important, general, new"),
        ('[tier.important]\nannual_amount = "x"', "tier.important.annual_amount", "like 50000"),
        ("[tier.important]\nannual_amount = 1.005", "tier.important.annual_amount", "1250.50"),
        ("[tier.important]\nannual_amount = true", "tier.important.annual_amount", "like 50000"),
        ("[tier.important]\nannual_orders = 2.5", "tier.important.annual_orders", "whole number"),
        (
            "[tier.general]\nannual_amount = 50001",
            "tier.general.annual_amount",
            "at most the 50000",
        ),
        ("[tier.general]\nannual_orders = 11", "tier.general.annual_orders", "at most the 10"),
        ('[tier.general]\nlifecycle_stage = "x"', "tier.general.lifecycle_stage", "growth"),
        ("[tier]\nimportant = 3", "tier.important", "a table"),
        ("[grade]\ncut_b = 70", "grade.cut_b", "less than 70"),
        ("[grade.weights]\nsales = -1", "grade.weights.sales", "0 or more"),
        ("[visits]\ngrace = -1", "visits.grace", "0 or more"),
        ('[key_account]\nneeds_manager = "yes"', "key_account.needs_manager", "true or false"),
        ('[grade.loyalty]\nquarter = "0 days"', "grade.loyalty.quarter", "1 month"),
        ("[visits.first_purchase]\nlapse = '2m'", "lines.onsite-3m.after", "within lapse"),
        (f"[visits]\nafterwards = [{{ {LINE}, after = '1m' }}]", "a.after", "say every"),
        (f"[visits]\nafterwards = [{{ {LINE} }}]", "a.every", "either every or after"),
        (f"[visits]\nafterwards = [{{ {LINE}, evry = '1m' }}]", "a.evry", '"every"'),
        ("[workdays]\nholidays = ['2027-13-01']", "workdays.holidays.1", "a date"),
        ("[surveys]\ndetractor_to = 9", "surveys.detractor_to", "less than 9"),
        ("[targets]\nkey_account_share_to = 0.2", "targets.key_account_share_to", "at least"),
        ("[targets]\nrenewal_rate = 90", "targets.renewal_rate", "1 or less"),
        ("zone = 'Asia/Shangai'", "zone", "Asia/Shanghai"),
        ("currency = 'rmb'", "currency", "CNY"),
        ("[visits.questions]\nneeds = [{}]", "visits.questions.needs.1.zh", "zh, en or both"),
        ("[visits.questions]\nneeds = [{ zhh = 'x' }]", "visits.questions.needs.1.zhh", '"zh"'),
        ("[visits.questions]\nneed = []", "visits.questions.need", '"needs"'),
        ("[visits.brief]\nfall = 0", "visits.brief.fall", "above 0"),
        ("[visits.brief]\nlow_score = 6", "visits.brief.low_score", "5 or less"),
        ("x = [", "TOML", ""),
    ],
)
def test_what_does_not_fit_is_one_line_with_key_and_remedy(
    text: str, key: str, allowed: str
) -> None:
    with pytest.raises(PolicyError) as caught:
        load(text)
    line = str(caught.value)
    assert key in line
    assert allowed in line
    assert "\n" not in line


def test_a_channel_outside_the_list_is_answered_with_the_list() -> None:
    with pytest.raises(PolicyError, match="one of phone, onsite, video"):
        load("[imports]\ncontact_channel = 'fax'")


def test_weights_that_are_all_zero_grade_nobody() -> None:
    zeros = "\n".join(f"{name} = 0" for name, _ in load().grade.weights)
    with pytest.raises(PolicyError, match="at least one weight"):
        load(f"[grade.weights]\n{zeros}")


def test_two_lines_of_a_tier_share_no_name() -> None:
    line = f"{{ {LINE}, every = '1 month' }}"
    with pytest.raises(PolicyError, match=r"cadence\.general.* = a .*names that differ"):
        load(f"[visits.cadence]\ngeneral = [{line}, {line}]")


def test_a_holiday_is_not_a_day_worked() -> None:
    with pytest.raises(PolicyError, match="2027-02-06"):
        load("[workdays]\nholidays = [2027-02-06]\nworkdays = [2027-02-06]")


@given(
    amount=st.decimals(50_000, 10**9, places=2),
    orders=st.integers(10, 10**6),
    weight=st.floats(0.01, 100),
    days=st.integers(1, 9999),
    channel=st.sampled_from(Channel),
)
def test_what_is_written_reads_back_the_same(
    amount: Decimal, orders: int, weight: float, days: int, channel: Channel
) -> None:
    line = f"name='x', channel='{channel}', every='{days} days', by='admin'"
    policy = load(
        f"[tier.important]\nannual_amount = '{amount}'\nannual_orders = {orders}\n"
        f"[grade.weights]\nsales = {weight!r}\n[visits]\nafterwards = [{{ {line} }}]\n"
    )
    assert load(dump(policy)) == policy
    assert tomllib.loads(dump(policy))["tier"]["important"]["annual_orders"] == orders


@pytest.mark.parametrize(
    ("text", "key", "allowed"),
    [
        ('[surveys.questionnaire]\nnumbers = "stars"', "numbers", "one of score, option"),
        ('[surveys.questionnaire]\nnps = "推荐"', "nps", "a list in brackets"),
        ('[surveys.questionnaire]\nnps = ["推荐", " "]', "nps", "none of them blank"),
        ('[surveys.questionnaire]\nstars = ["x"]', "stars", "known here are numbers"),
        ('[surveys]\nafter_delivery_lapse = "6 days"', "after_delivery_lapse", "at least the 7"),
    ],
)
def test_what_a_questionnaire_may_say_is_checked(text: str, key: str, allowed: str) -> None:
    with pytest.raises(PolicyError) as refused:
        load(text)
    assert key in str(refused.value)
    assert allowed in str(refused.value)


def test_words_of_questions_survive_writing() -> None:
    policy = load('[surveys.questionnaire]\nnumbers = "option"\noverall = ["合作"]\nprice = []\n')
    assert load(dump(policy)) == policy
    words = policy.surveys.questionnaire.words()
    assert (words["overall"], words["price"], words["speed"][0]) == (("合作",), (), "响应速度")
