"""Names compared as people mean them, not as they were typed."""

import re
import unicodedata

_NO_MATTER = re.compile(r"[\s()\[\]{}<>【】〔〕「」『』《》〈〉·•.,，。、'\"“”‘’_-]+")


def name_key(name: str) -> str:
    """The name without differences of width, case, spaces, brackets and stops.

    "上海 恒力（集团）有限公司" and "上海恒力(集团)有限公司" are one customer.
    """
    key = _NO_MATTER.sub("", unicodedata.normalize("NFKC", name).casefold())
    return key or name.strip()
