"""When two names may be one person written twice."""

import re
from difflib import SequenceMatcher

from kam.models.names import name_key

_TITLE = re.compile(r"(总经理|副总经理|经理|主管|总监|先生|女士|小姐|老师|总)$")
_REMARK = re.compile(r"[(（\[【].*?[)）\]】]")
_LATIN_ALIKE = 0.85


def nearly_alike(one: str, other: str) -> bool:
    """Whether two different names are so close that they may mean one person.

    "张伟(华东)" and "张伟", "张伟经理" and "张伟", "欧阳振华" and "欧阳振花", "Jon Smith" and
    "John Smith" are; 张伟 and 张强, two characters each, are simply two people.
    """
    if one == other:
        return False
    first, second = _bare(one), _bare(other)
    if first == second:
        return True
    if first.isascii() and second.isascii():
        return SequenceMatcher(None, first, second).ratio() >= _LATIN_ALIKE
    if len(first) != len(second) or len(first) < 3:
        return False
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _bare(name: str) -> str:
    """The name without remarks in brackets, titles, spaces and differences of width."""
    key = name_key(_REMARK.sub("", name))
    bare = _TITLE.sub("", key)
    return bare if len(bare) > 1 else key
