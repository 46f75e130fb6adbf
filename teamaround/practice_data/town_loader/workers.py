"""Authorities, agencies and everybody who works there: accounts, posts, training, checks, delegations."""

from dataclasses import dataclass, field
from functools import cache

from django.contrib.auth.hashers import make_password

from teamaround.agencies.models import (
    Account,
    Agency,
    Authority,
    Delegation,
    Locality,
    Post,
    Practitioner,
    Qualification,
)
from teamaround.local_settings.values import KNOWN
from teamaround.plans.models import NeedType
from teamaround.practice_data.town_loader.days import Days
from teamaround.practice_data.town_loader.files import Row, read
from teamaround.practice_data.town_loader.rows import Scope

AUTHORITIES = {"marlbeck": "Marlbeck Council", "aldermoor": "Aldermoor Council"}
LOCALITIES = {
    "hazel_bank": ("Hazel Bank", "marlbeck"),
    "canalside": ("Canalside", "marlbeck"),
    "moorside": ("Moorside", "marlbeck"),
    "aldermoor": ("Aldermoor", "aldermoor"),
}


@dataclass
class Workers:
    """Everybody who works in the town, by the keys of the files."""

    authorities: dict[str, Authority] = field(default_factory=dict)
    localities: dict[str, Locality] = field(default_factory=dict)
    agencies: dict[str, Agency] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    settings: dict[str, Row] = field(default_factory=dict)
    """The rows of agencies.toml, for what the table does not keep (setting, manager)."""

    def manager_of(self, agency: str) -> Post:
        """Whom to go to at an agency."""
        return self.posts[self.settings[agency]["manager"]]

    def post_of(self, who: str) -> Post:
        """A practitioner's post, or the manager's where an agency is named."""
        return self.posts[who] if who in self.posts else self.manager_of(who)

    def agencies_of(self, *, setting: str = "", kind: str = "", locality: str = "") -> list[Agency]:
        """Agencies by setting, kind and locality; what is not given does not matter."""
        rows = [
            row
            for row in self.settings.values()
            if setting in ("", row.get("setting", ""))
            and kind in ("", row["kind"])
            and locality in ("", row["locality"])
        ]
        return [self.agencies[row["key"]] for row in rows]

    def staff(self, agency: str) -> list[Post]:
        """People in post at an agency today, trained and checked; managers come last."""
        found = [post for key, post in self.posts.items() if key not in unfit() and post.agency.key == agency]
        return sorted(found, key=lambda post: post.role == "manager")


@cache
def unfit() -> frozenset[str]:
    """Keys of people who have left, or may not read: the near misses of the town."""
    rows = read("practitioners")["practitioner"]
    return frozenset(r["key"] for r in rows if "ended" in r or "trained" not in r or r["vetted_until"] < 0)


def add_workers(scope: Scope, days: Days) -> Workers:
    """The rows of agencies.toml and practitioners.toml."""
    workers = Workers()
    for key, name in AUTHORITIES.items():
        workers.authorities[key] = scope.add(Authority, key=key, name=name)
    for key, (name, authority) in LOCALITIES.items():
        workers.localities[key] = scope.add(Locality, key=key, name=name, authority=workers.authorities[authority])
    for row in read("agencies")["agency"]:
        workers.settings[row["key"]] = row
        workers.agencies[row["key"]] = _agency(scope, workers, row)
    people = read("practitioners")["practitioner"]
    for row in people:
        workers.posts[row["key"]] = _post(scope, workers, days, row)
    for row in people:
        workers.posts[row["key"]].line_manager = workers.posts.get(row.get("line_manager", ""))
        for principal in row.get("types_for", []):
            _delegation(scope, workers, days, row, principal)
    return workers


def _agency(scope: Scope, workers: Workers, row: Row) -> Agency:
    return scope.add(
        Agency,
        key=row["key"],
        authority=workers.authorities[row["authority"]],
        locality=workers.localities[row["locality"]],
        name=row["name"],
        kind=row["kind"],
        sensitive=row["sensitive"],
        statutory=row["statutory"],
        telephone=row["telephone"],
        address=row["address"],
        postcode=row["postcode"],
        describes=row["what_it_does"],
    )


def _post(scope: Scope, workers: Workers, days: Days, row: Row) -> Post:
    account = scope.add(
        Account,
        username=row["key"],
        password=make_password(None),
        first_name=row["given"],
        last_name=row["family"],
        email=row["email"],
    )
    practitioner = scope.add(
        Practitioner, account=account, given=row["given"], family=row["family"], email=row["email"]
    )
    _qualifications(scope, days, row, practitioner)
    agency = workers.agencies[row["agency"]]
    return scope.add(
        Post,
        practitioner=practitioner,
        agency=agency,
        authority=agency.authority,
        locality=workers.localities[row["locality"]],
        role=row["role"],
        job_title=row["job"],
        telephone=row["telephone"],
        hours_to_ring=row["hours"],
        starts=days.date(row["started"]),
        ends=days.maybe(row.get("ended")),
    )


def _qualifications(scope: Scope, days: Days, row: Row, practitioner: Practitioner) -> None:
    """Training counts from its day, a check until its day; both last as long as the local settings say."""
    if "trained" in row:
        lasts = KNOWN["training_days"].default
        _qualification(scope, days, practitioner, Qualification.Kind.TRAINING, row["trained"], row["trained"] + lasts)
    lasts = KNOWN["vetting_days"].default
    until = row["vetted_until"]
    _qualification(scope, days, practitioner, Qualification.Kind.VETTING, until - lasts, until)


def _qualification(scope: Scope, days: Days, who: Practitioner, kind: str, on: int, until: int) -> None:
    scope.add(Qualification, practitioner=who, kind=kind, on=days.date(on), until=days.date(until))


def _delegation(scope: Scope, workers: Workers, days: Days, row: Row, principal: str) -> None:
    own = workers.posts[row["key"]]
    scope.add(
        Delegation,
        authority=own.authority,
        principal=workers.posts[principal],
        delegate=own,
        starts=days.date(max(row["started"], -400)),
    )


def add_need_types(scope: Scope) -> None:
    """The local two-level list of kinds of need."""
    for area in read("needs")["area"]:
        for kind in area["type"]:
            scope.add(
                NeedType,
                key=kind["key"],
                area=area["name"],
                name=kind["name"],
                element=kind["element"],
                aim=kind["aim"],
            )
