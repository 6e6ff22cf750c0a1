"""The six sheets as they are described."""

import pytest

from kam.sheets.cells import Unreadable, read_column
from kam.sheets.columns import Column, Kind
from kam.sheets.headers import best
from kam.sheets.kinds import KINDS, NEEDED, TAKEN_ONLY, kind, written

EACH_KIND = pytest.mark.parametrize("noun", KINDS, ids=lambda noun: noun.name)


def _examples() -> list[tuple[Column, object]]:
    """Every example of every column, in each language."""
    found = []
    for noun in KINDS:
        for column in noun.columns:
            both = column.example if isinstance(column.example, tuple) else (column.example,)
            found.extend((column, example) for example in both if example != "")
    return found


def test_kinds_are_taken_people_first_and_answers_last() -> None:
    names = [noun.name for noun in KINDS]
    assert names == ["staff", "customers", "contacts", "orders", "interactions", "surveys"]


def test_a_kind_is_found_by_its_name_and_an_unknown_one_is_not() -> None:
    assert kind("orders").zh == "订单"
    with pytest.raises(KeyError):
        kind("contracts")


@EACH_KIND
def test_no_two_columns_of_a_sheet_share_a_header_or_a_field(noun: Kind) -> None:
    for said in ("key", "zh", "en"):
        texts = [getattr(column, said).lower() for column in noun.columns]
        assert len(texts) == len(set(texts))


@EACH_KIND
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sheet_with_the_headers_kam_writes_is_recognised_column_by_column(
    noun: Kind, language: str
) -> None:
    columns = written(noun)
    headers = [getattr(c, language) + ("(系统)" if c.computed else "") for c in columns]
    match = best(headers, KINDS)
    assert match.kind is noun
    assert [each.column for each in match.headers] == list(columns)


@EACH_KIND
def test_needed_and_taken_fields_are_fields_of_the_sheet(noun: Kind) -> None:
    named = {key for group in NEEDED[noun.name] for key in group}
    assert named | TAKEN_ONLY.get(noun.name, frozenset()) <= noun.by_key.keys()


@pytest.mark.parametrize(
    ("column", "example"), _examples(), ids=lambda part: getattr(part, "key", "")
)
def test_every_example_can_be_read_by_its_column(column: Column, example: str) -> None:
    values, bad = read_column([example], column.reader)
    assert not bad
    assert values[0] is not None


@pytest.mark.parametrize(
    ("said", "role"),
    [
        ("是", "decider"),
        ("Y", "decider"),
        ("否", None),
        ("影响者", "influencer"),
        ("采购", "buyer"),
    ],
)
def test_a_yes_under_key_decider_makes_a_decider(said: str, role: str | None) -> None:
    assert kind("contacts").by_key["decision_role"].reader.read(said) == role


def test_a_decision_role_that_is_no_word_is_refused() -> None:
    with pytest.raises(Unreadable):
        kind("contacts").by_key["decision_role"].reader.read("随便")
