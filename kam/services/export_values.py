"""The values of an exported sheet: as stored, in the words of the language in use."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any

from kam.i18n import _, word
from kam.models.addresses import masked_text
from kam.models.enums import Scheme, Tier
from kam.models.names import name_key
from kam.services import judging
from kam.services.workspace import Workspace
from kam.sheets.cells import People
from kam.sheets.columns import Column, Kind
from kam.sheets.kinds import written
from kam.sheets.terms import read_people
from kam.store import exports, judgements
from kam.store.among import Among

Convert = Callable[[Any], Any]


class Values:
    """The rows of one kind's sheet: stated columns, the users' own, what kam worked out."""

    def __init__(self, desk: Workspace, kind: Kind, wanted: Among | None) -> None:
        self._desk, self._kind, self._wanted = desk, kind, wanted
        self.columns = written(kind)
        self._stated = [column for column in self.columns if not column.computed]
        self._computed = [column.key for column in self.columns if column.computed]
        has_own = kind.name == "customers"
        self.own = exports.own_headers(desk.connection, wanted) if has_own else []

    def rows(self) -> Iterator[list[Any]]:
        """Every row, as long as `columns` and `own` together."""
        people = _people(self._desk)
        keys = [_stored(column) for column in self._stated]
        convert = {
            place: change
            for place, column in enumerate(self._stated)
            if (change := _conversion(column, people)) is not None
        }
        more = self._beside()
        until = self._desk.request.as_of
        rest = ["extra", "id"] if more else []
        width = len(keys)
        for found in exports.rows(
            self._desk.connection,
            self._kind.name,
            [*keys, *rest],
            wanted=self._wanted,
            until=until,
        ):
            row = list(found[:width])
            for place, change in convert.items():
                if row[place] is not None:
                    row[place] = change(row[place])
            if more:
                row += more(*found[width:])
            yield row

    def _beside(self) -> Callable[[Any, int], list[Any]] | None:
        """What stands behind the stated columns, given a record's own columns and id."""
        if self._kind.name != "customers":
            return None
        figures = _computed(self._desk)
        blank: Mapping[str, Any] = {}
        own, keys = self.own, self._computed

        def beside(extra: Mapping[str, Any] | None, customer: int) -> list[Any]:
            said, known = extra or blank, figures.get(customer, blank)
            return [said.get(header) for header in own] + [known.get(key) for key in keys]

        return beside


def _stored(column: Column) -> str:
    return f"{column.key}_id" if column.reader.name == "person" else column.key


def _conversion(column: Column, people: Mapping[int, str]) -> Convert | None:
    """How a stored value becomes what the cell says; None where it is the same."""
    if column.reader.name == "person":
        return people.get
    if column.words is not None and issubclass(column.words, Enum):
        words = {member.value: word(member) for member in column.words}
        return lambda value: words.get(value, value)
    if column.reader.name == "boolean":
        return yes_or_no
    if column.secret:
        return masked_text
    return None


def yes_or_no(value: bool) -> str:
    """The word for it in the language in use."""
    return _("yes") if value else _("no")


def _people(desk: Workspace) -> dict[int, str]:
    """Everybody by a word that import takes for nobody else: the name, where need be the code."""
    staff = exports.people(desk.connection)
    names = Counter(name_key(name) for _id, _code, name in staff)
    codes = {code for _id, code, _name in staff if code}
    return {
        staff_id: name
        if not code or (names[name_key(name)] == 1 and name not in codes and _is_plain(name))
        else code
        for staff_id, code, name in staff
    }


def _is_plain(name: str) -> bool:
    return read_people(name) == People(name, ())


def _computed(desk: Workspace) -> dict[int, dict[str, Any]]:
    """Customer -> the computed columns as of the desk's day."""
    tiers = judgements.kept(desk.connection, Scheme.tier.value, desk.as_of)
    values = judgements.values_kept(desk.connection, desk.as_of)
    last = exports.last_interactions(desk.connection, desk.as_of)
    judged = judging.judge(desk, values)
    scores = {one.id: graded.score for one, graded in zip(judged.rated, judged.graded, strict=True)}
    found: dict[int, dict[str, Any]] = {}
    for one in (*judged.rated, *judged.unrated):
        tier = tiers.get(one.id)
        kept = {scheme: known.get(one.id) for scheme, known in values.items()}
        rated = tier is not None and tier.value is not None
        found[one.id] = {
            "tier": word(kept.get(Scheme.tier.value), Tier),
            "tier_since": tier.since if tier and rated else None,
            "grade": kept.get(Scheme.grade.value),
            "grade_score": scores.get(one.id),
            "key_account": yes_or_no(bool(kept.get(Scheme.key_account.value))) if rated else None,
            "annual_amount": one.figures.annual_amount,
            "annual_orders": one.figures.annual_orders,
            "first_order_on": one.figures.first_order_on,
            "last_order_on": one.figures.last_order_on,
            "last_interaction_on": last.get(one.id),
        }
    return found
