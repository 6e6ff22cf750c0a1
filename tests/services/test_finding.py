"""Finding whom a person means."""

from collections.abc import Iterator

import pytest

from kam.errors import AmbiguousError, NotFoundError
from kam.services.finding import find_customer, find_staff
from kam.services.workspace import Workspace, reading
from tests.builders import a_customer, a_request, a_staff_member, one_operation


@pytest.fixture
def desk(db: str) -> Iterator[Workspace]:
    with one_operation(db) as ledger:
        a_customer(ledger, code="C0001", name="苏州华东精工有限公司")
        a_customer(ledger, code="C0002", name="华东精工（上海）有限公司")
        a_customer(ledger, code="C0003", name="恒力")
        a_customer(ledger, code="C0004", name="恒力机械")
        a_customer(ledger, code="100%", name="Acme Ltd.")
        a_staff_member(ledger, "张伟", code="S1")
        a_staff_member(ledger, "张伟", code="S2")
        a_staff_member(ledger, "李娜")
    with reading(a_request(db)) as desk:
        yield desk


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("C0001", "C0001"),
        (" C0001 ", "C0001"),
        ("苏州华东精工有限公司", "C0001"),
        ("华东精工(上海)有限公司", "C0002"),
        ("苏州", "C0001"),
        ("恒力", "C0003"),
        ("acme ltd", "100%"),
        ("100%", "100%"),
    ],
)
def test_a_customer_is_found_by_code_name_or_part_of_it(
    said: str, code: str, desk: Workspace
) -> None:
    assert find_customer(desk, said).code == code


def test_several_matches_are_listed(desk: Workspace) -> None:
    with pytest.raises(AmbiguousError, match=r"C0001 .*, C0002 .*; say the code"):
        find_customer(desk, "华东精工")


@pytest.mark.parametrize(("said", "near"), [("C00O1", "C0001"), ("恒力机戒", "恒力机械")])
def test_the_nearest_customer_is_offered(said: str, near: str, desk: Workspace) -> None:
    with pytest.raises(NotFoundError, match=f"no customer {said}; did you mean {near}"):
        find_customer(desk, said)


def test_a_mistyped_part_of_a_name_offers_the_whole_name(desk: Workspace) -> None:
    with pytest.raises(NotFoundError, match="did you mean 苏州华东精工有限公司"):
        find_customer(desk, "州华东金工")


def test_a_percent_sign_is_no_wildcard(desk: Workspace) -> None:
    with pytest.raises(NotFoundError, match="no customer %; see kam customers list"):
        find_customer(desk, "%")


def test_staff_are_found_by_code_where_names_are_shared(desk: Workspace) -> None:
    with pytest.raises(AmbiguousError, match="S1 张伟, S2 张伟"):
        find_staff(desk, "张伟")
    assert find_staff(desk, "S2").name == "张伟"
    assert find_staff(desk, "娜").name == "李娜"


def test_the_nearest_member_of_staff_is_offered(desk: Workspace) -> None:
    with pytest.raises(NotFoundError, match="nobody is called 李那; did you mean 李娜"):
        find_staff(desk, "李那")
