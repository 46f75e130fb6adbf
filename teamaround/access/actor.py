"""Who acts: always one of a closed set of kinds (design.md 4)."""

from dataclasses import dataclass
from typing import Any

from teamaround.access.roles import Kind, Role


@dataclass(frozen=True, slots=True)
class Actor:
    """One acting person, link, client or job. Every change and look is by exactly one of these.

    `post_id` is the post whose rights apply: for a delegate that of the person stood in for, while
    `own_post_id` stays the delegate's own, so that every event shows both. Ids are None for kinds that
    have none; rules keep such actors away from facts about posts (facts.Fact.rows_for).
    """

    kind: Kind
    account_id: int | Any = None
    post_id: int | Any = None
    own_post_id: int | Any = None
    authority_id: int | Any = None
    agency_id: int | Any = None
    locality_id: int | Any = None
    practitioner_id: int | None = None
    role: Role | None = None
    person_id: int | Any = None
    grant_id: int | Any = None
    name: str = ""
    agency_name: str = ""
    job_title: str = ""
    fit: bool = True
    unfit_because: str = ""
    second_factor: bool = True
    only_looks: bool = False
    """Of a delegate who was named to look and change nothing (DER-16)."""
    event_name: str = ""
    stands: str = ""
    """Of a link: a digest of the facts it stands on. A session begun on other facts is over (issue 2 step 13)."""

    @property
    def on_behalf_of_id(self) -> int | None:
        return self.post_id if self.kind is Kind.DELEGATE else None

    @classmethod
    def nobody(cls) -> "Actor":
        return cls(kind=Kind.NOBODY, event_name="nobody")

    @classmethod
    def job(cls, name: str, authority_id: int | None = None) -> "Actor":
        """A named piece of work that the system does by itself."""
        return cls(kind=Kind.JOB, event_name=name, authority_id=authority_id)
