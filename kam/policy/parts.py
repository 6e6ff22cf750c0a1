"""What every table of the policy is made of: the base class and the kinds of value."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from kam.i18n import _
from kam.workdays import Every, parse_every


class Part(BaseModel):
    """A table of the policy: it never changes and knows no other keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def unfit(key: str, value: object, want: str) -> PydanticCustomError:
    """The error to raise for `value` at `key`, below the place where the check stands."""
    return PydanticCustomError("unfit", "{want}", {"key": key, "said": str(value), "want": want})


def _span(said: Any) -> Every:
    if isinstance(said, Every):
        return said
    return parse_every(said if isinstance(said, str) else "")


def _amount(said: Any) -> Any:
    if isinstance(said, bool):
        raise ValueError(_('an amount like 50000 or "1250.50"'))
    return said


Span = Annotated[Every, PlainValidator(_span)]
Amount = Annotated[Decimal, BeforeValidator(_amount), Field(ge=0, max_digits=20, decimal_places=2)]
Count = Annotated[int, Field(strict=True, ge=1)]
Days = Annotated[int, Field(strict=True, ge=0, le=3660)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=1440)]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]
Points = Annotated[float, Field(strict=True, ge=0, le=100, allow_inf_nan=False)]
Switch = Annotated[bool, Field(strict=True)]
