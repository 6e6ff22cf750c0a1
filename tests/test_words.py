"""Everything a user reads exists in Chinese."""

import re
import string

import pytest
from catalogue import extracted, kept, missing, said, shipped

from kam.i18n import word
from kam.models.words import WORDS


def test_every_message_has_its_chinese() -> None:
    assert missing(extracted(), kept()) == []


def test_the_compiled_catalogue_is_the_written_one() -> None:
    assert said(shipped()) == said(kept()), "run python -m tests.catalogue"


def test_a_translation_names_the_same_things_as_its_message() -> None:
    def names(text: object) -> set[str | None]:
        parts = text if isinstance(text, tuple | list) else (text,)
        return {name for part in parts for _, name, *_ in string.Formatter().parse(part) if name}

    for message in kept():
        if message.id:
            assert names(message.string) <= names(message.id), message.id
            assert names(message.id) - {"n"} <= names(message.string), message.id


def test_chinese_messages_are_chinese() -> None:
    def has_words(message: object) -> bool:
        bare = re.sub(r"\{.*?\}", "", str(message))
        return bool(re.search("[A-Za-z]", bare)) and not bare.startswith("kam ")

    chinese = re.compile(r"[\u4e00-\u9fff]")
    english = [m.id for m in kept() if has_words(m.id) and not chinese.search(str(m.string))]
    assert english == []


@pytest.mark.parametrize("words", list(WORDS))
def test_every_term_has_a_word(words: type) -> None:
    assert all(word(term) for term in words)  # type: ignore[attr-defined]
