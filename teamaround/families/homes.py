"""Where a child lives: from, to, two homes at once, no known address, left England (DUD-20; facts.md c, C4)."""

import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from teamaround.access.actor import Actor
from teamaround.families import versions
from teamaround.families.actions import changing, told
from teamaround.families.models import Address, Person
from teamaround.families.problems import check_day
from teamaround.families.sealing import open_address
from teamaround.kit import clock
from teamaround.kit.problems import Problem

DAY = datetime.timedelta(days=1)
Kind = Address.Kind
UPRN_FIGURES = 12
"""A property number has no check figure (facts.md d, D40)."""

KINDS = {
    Kind.HOME.value: gettext_lazy("address not written"),
    Kind.UNKNOWN.value: gettext_lazy("no known address"),
    Kind.LEFT.value: gettext_lazy("left England"),
}


def homes_now(child: Person) -> QuerySet[Address]:
    """Where the child lives today as far as anybody told; one row of "no known address" counts too."""
    rows = Address.objects.filter(person=child, ends__isnull=True)
    return rows.select_related("recorded_by__practitioner").order_by("-starts", "pk")


def homes_version(child: Person) -> str:
    return versions.version_of(*homes_now(child))


def words_of(rows: QuerySet[Address]) -> str:
    """Homes in one line, for whoever may see them."""
    return "; ".join(home_words(row) for row in rows)


def home_words(row: Address) -> str:
    """One home, or that there is none; of whoever has left England also whether they come back."""
    words = ", ".join(part for part in open_address(row) if part) or str(KINDS[row.kind])
    return f"{words}: {str(row.get_statement_display()).lower()}" if row.statement else words


def add_home(
    *,
    by: Actor,
    child: Person,
    kind: str = Kind.HOME,
    lines: str = "",
    postcode: str = "",
    uprn: str = "",
    statement: str = "",
    since: datetime.date | None = None,
    besides: bool = False,
    source: str = "family",
    based_on: str = "",
    may_see: bool = False,
) -> Address:
    """A new home. The homes before end on that day, unless the child lives in this one `besides`.

    `may_see` says whether a stale edit may name the home that stands now. Raises Refused, Problem, Stale.
    """
    _check(kind, lines, postcode, besides)
    uprn, statement = _check_more(kind, uprn, statement)
    check_day(since, born=child.born)
    with changing(by, child, what="address"):
        now = homes_now(child)
        newest = now.last()
        versions.demand(based_on, homes_version(child), words_of(now) if may_see else _("another address"), newest)
        if any(open_address(row) == (lines, postcode) and row.kind == kind for row in now):
            raise Problem(_("That address is written already."), field="lines")
        _end_homes(now, kind, since or clock.today(), besides)
        return Address.objects.create(
            person=child,
            kind=kind,
            lines=lines,
            postcode=postcode,
            uprn=uprn,
            statement=statement,
            **told(by, child, source, since),
        )


def check_home(lines: str, postcode: str) -> None:
    """An address as it may be written. Raises Problem."""
    _check(Kind.HOME, lines, postcode, besides=False)


def _check(kind: str, lines: str, postcode: str, besides: bool) -> None:
    if kind not in Kind.values:
        raise Problem(_("Choose what is known of the address."), field="kind")
    if kind == Kind.HOME and not lines.strip():
        raise Problem(_("Write the house and the street, or choose “No known address”."), field="lines")
    if kind != Kind.HOME and (lines or postcode):
        raise Problem(_("You wrote an address. Choose “This is the address”, or empty it."), field="kind")
    if kind != Kind.HOME and besides:
        raise Problem(_("A second home needs its address."), field="besides")
    if any(sign in lines for sign in "<>") or not lines.isprintable():
        raise Problem(_("An address holds no signs like < and >. Take them out."), field="lines")


def _check_more(kind: str, uprn: str, statement: str) -> tuple[str, str]:
    """Property number and return statement as they are kept: a number of figures, a statement of whoever left."""
    figures = uprn.replace(" ", "").lstrip("0")
    if figures and (not figures.isascii() or not figures.isdigit() or len(figures) > UPRN_FIGURES):
        raise Problem(_("A property number (UPRN) has up to 12 figures and nothing else."), field="uprn")
    if figures and kind != Kind.HOME:
        raise Problem(_("A property number belongs to an address. Empty it."), field="uprn")
    if kind != Kind.LEFT:
        return figures, ""
    return "", statement if statement in Address.Return.values else Address.Return.NOT_KNOWN


def _end_homes(now: QuerySet[Address], kind: str, day: datetime.date, besides: bool) -> None:
    """A second home ends "no known address" only; a move ends every home."""
    for row in now:
        if besides and row.kind == Kind.HOME:
            continue
        row.ends = max(day, row.starts or day) - DAY
        row.save()
