"""Notification addresses: taken apart, masked, recalled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.models.addresses import (
    addresses,
    fingerprint,
    is_plain,
    masked,
    masked_text,
    recalled,
    service,
    without_secrets,
)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("wang@qq.com", "wang@qq.com"),
        ("mailto://wang:pw@qq.com", "mailto://wang:****@qq.com"),
        ("mailto://wang:p@w@qq.com", "mailto://wang:****@qq.com"),
        ("mailto://wang:p/w@qq.com", "mailto://wang:****"),
        ("mailto://wang:p?w@qq.com", "mailto://wang:****"),
        ("mailto://wang@qq.com", "mailto://wang@qq.com"),
        ("mailto://localhost:25?from=a@b.cn", "mailto://localhost:25?from=a@b.cn"),
        ("mailtos://h.cn/a@b.cn?pass=pw&to=c@d.cn", "mailtos://h.cn/a@b.cn?pass=****&to=c@d.cn"),
        ("wecombot://693a91f6", "wecombot://****"),
        ("WeComBot://693a91f6", "WeComBot://****"),
        ("dingtalk://secret@token/138", "dingtalk://****"),
        ("feishu://token", "feishu://****"),
        ("tgram://bot/chat", "tgram://****"),
        ("json://host", "json://host"),
        ("json://host:8080/key", "json://host:8080/****"),
        ("jsons://me:pw@host/key?a=b", "jsons://me:****@host/****"),
        ("https://qyapi.weixin.qq.com/send?key=1", "https://qyapi.weixin.qq.com/****"),
        ("企业微信", "企业微信"),
    ],
)
def test_what_is_secret_in_an_address_is_masked(address: str, shown: str) -> None:
    assert masked(address) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (None, []),
        (" ，; ", []),
        ("a@x.cn", ["a@x.cn"]),
        ("a@x.cn,b@x.cn;c@x.cn；d@x.cn，e@x.cn\nf@x.cn g@x.cn", [f"{c}@x.cn" for c in "abcdefg"]),
        ("a@x.cn a@x.cn", ["a@x.cn"]),
        ("wecombot://k, a@x.cn", ["wecombot://k", "a@x.cn"]),
        ("wecombot://k,a@x.cn", ["wecombot://k", "a@x.cn"]),
        ("mailto://u:p@h,a@x.cn", ["mailto://u:p@h", "a@x.cn"]),
        ("mailto://u:p@h?to=a@x.cn,b@x.cn, c@x.cn", ["mailto://u:p@h?to=a@x.cn,b@x.cn", "c@x.cn"]),
        ("mailto://u:p@h/a@x.cn,json://h/k", ["mailto://u:p@h/a@x.cn", "json://h/k"]),
    ],
)
def test_addresses_stand_apart_by_blanks_commas_semicolons_or_line_ends(
    text: str | None, found: list[str]
) -> None:
    assert addresses(text) == found


@pytest.mark.parametrize(
    ("text", "stored", "meant", "strange"),
    [
        ("wecombot://****", "wecombot://A", "wecombot://A", []),
        ("wecombot://****, a@x.cn", "wecombot://A", "wecombot://A, a@x.cn", []),
        ("wecombot://****, wecombot://****", "wecombot://A\nwecombot://B", None, []),
        ("wecombot://****", "wecombot://A wecombot://B", "wecombot://A", []),
        ("wecombot://new", "wecombot://A", "wecombot://new", []),
        ("mailto://li:****@qq.com", "mailto://wang:pw@qq.com", "", ["mailto://li:****@qq.com"]),
        ("json://h/****, a@x.cn", None, "a@x.cn", ["json://h/****"]),
        ("微信", "微信", "微信", []),
    ],
)
def test_a_masked_address_means_the_stored_one_that_looks_so(
    text: str, stored: str | None, meant: str | None, strange: list[str]
) -> None:
    assert recalled(text, stored) == ((stored if meant is None else meant or None), strange)


URLS = st.from_regex(r"(mailto|json|wecombot|https|x)://[ab:@/?=&.*%,1-]{0,20}", fullmatch=True)


@given(st.lists(URLS | st.sampled_from(["a@b.cn", "微信"]), max_size=4))
def test_what_is_given_out_masked_comes_back_as_it_was(each: list[str]) -> None:
    stored = " ".join(each)
    shown = masked_text(stored)
    assert recalled(shown, stored) == ((stored if addresses(stored) else None), [])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "kam staff edit E1 --notify mailto://w:pw@qq.com",
            "kam staff edit E1 --notify mailto://w:****@qq.com",
        ),
        (
            "--set 通知地址=wecombot://key,json://h/k",
            "--set 通知地址=wecombot://****,json://h/****",
        ),
        (
            "'mailto://w:pw@qq.com' is one word too many",
            "'mailto://w:****@qq.com' is one word too many",
        ),
        ("wecombot://****: wanted", "wecombot://****: wanted"),
        ("wecombot://****：需要：邮箱地址", "wecombot://****：需要：邮箱地址"),
        ("json://user：pw@h", "json://user:****@h"),
        ("see wecombot:// and the key", "see wecombot:// and the key"),
        (
            "--db postgresql+psycopg://kam:pw@host/kam",
            "--db postgresql+psycopg://kam:****@host/kam",
        ),
        ("--db sqlite:////srv/kam/kam.db", "--db sqlite:////srv/kam/kam.db"),
        ("--website https://www.hdjg.com/about", "--website https://www.hdjg.com/about"),
        ("https://me:pw@hdjg.com/a?b=c", "https://me:****@hdjg.com/a?****"),
        ("https://open.feishu.cn/hook/0123456789abcdef0", "https://open.feishu.cn/hook/****"),
        ("no address at all: 3 // 2", "no address at all: 3 // 2"),
    ],
)
def test_any_text_can_be_rid_of_the_secrets_in_it(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


def test_a_fingerprint_tells_addresses_apart_and_nothing_else() -> None:
    one, other = "wecombot://key-1", "wecombot://key-2"
    assert fingerprint(one) == fingerprint(one) != fingerprint(other)
    assert "key" not in fingerprint(one)


def test_a_new_password_makes_no_new_mailbox() -> None:
    assert fingerprint("mailto://w:old@qq.com") == fingerprint("mailto://w:new@qq.com")


@pytest.mark.parametrize(
    ("address", "kind"), [("a@b.cn", "email"), ("WeComBot://k", "wecombot"), ("微信", "email")]
)
def test_the_service_is_the_scheme(address: str, kind: str) -> None:
    assert service(address) == kind
    assert is_plain(address) is (address == "a@b.cn")
