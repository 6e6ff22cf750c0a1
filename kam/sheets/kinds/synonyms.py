"""How the other headers of a column are written down."""


def either(text: str) -> tuple[str, ...]:
    """The headers in `text`, parted by bars, the surest first.

    A header that ends in `?` is believed only where every cell below it reads as the column's
    value: 客户状态 may hold 成交 and 流失, or 启用 and 停用.
    """
    return tuple(text.split("|"))
