"""From an account and its session to the actor: chosen post, person stood in for, fitness. Two queries at most."""

import datetime
from dataclasses import dataclass, field

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.roles import Kind, Role
from teamaround.agencies import sessions
from teamaround.agencies.models import Delegation, Post, Qualification
from teamaround.agencies.rules import Unfit, runs, unfit_words
from teamaround.kit import clock


@dataclass
class Acting:
    """Who acts, and what must be settled first: the post has still to be chosen."""

    actor: Actor
    must_choose: bool = False
    posts: list[Post] = field(default_factory=list)


def _until(kind: Qualification.Kind, practitioner: str) -> Subquery:
    rows = Qualification.objects.filter(practitioner=OuterRef(practitioner), kind=kind, on__lte=clock.today())
    return Subquery(rows.order_by("-until").values("until")[:1])


def posts_of(account_id: int) -> QuerySet[Post]:
    """Every post the account's practitioner holds or held, newest first, with what fitness needs."""
    return with_fitness(Post.objects.filter(practitioner__account_id=account_id)).order_by("-starts", "-pk")


def with_fitness(posts: QuerySet[Post]) -> QuerySet[Post]:
    """The posts with their people and the days until which training and check hold (see `why_unfit`)."""
    return posts.select_related(
        "practitioner", "agency", "authority", "locality", "line_manager__practitioner"
    ).annotate(
        trained_until=_until(Qualification.Kind.TRAINING, "practitioner"),
        vetted_until=_until(Qualification.Kind.VETTING, "practitioner"),
    )


def is_running(post: Post) -> bool:
    return runs(clock.today(), post.starts, post.ends)


def acting(account_id: int, session: SessionBase, *, second_factor: bool) -> Acting:
    """The actor of a signed-in account. One running post chooses itself; of several one must be chosen."""
    posts = list(posts_of(account_id))
    if not posts:
        return Acting(_without_post(account_id, second_factor))
    running = [post for post in posts if is_running(post)]
    chosen = [post for post in running if post.pk == session.get(sessions.POST)]
    if not chosen and len(running) > 1:
        return Acting(_actor(running[0], account_id, second_factor, because=[_choose_first()]), True, running)
    own = (chosen or running or posts)[0]
    principal_id = session.get(sessions.ACTING_FOR)
    if principal_id:
        delegation = running_delegation(own, principal_id)
        if delegation:
            return Acting(_delegate(own, delegation, account_id, second_factor), posts=running)
    return Acting(_actor(own, account_id, second_factor), posts=running)


def running_delegation(own: Post, principal_id: int) -> Delegation | None:
    """The delegation by which `own` may act for the other post today."""
    return running_delegations(own).filter(principal_id=principal_id).first()


def running_delegations(own: Post) -> QuerySet[Delegation]:
    """All posts for which this post may act today, with their people."""
    today = clock.today()
    rows = Delegation.objects.filter(delegate=own, starts__lte=today, principal__starts__lte=today)
    rows = rows.exclude(ends__lt=today).exclude(principal__ends__lt=today)
    return rows.select_related("principal__practitioner", "principal__agency", "principal__line_manager")


def _actor(post: Post, account_id: int, second_factor: bool, because: list[str] | None = None) -> Actor:
    because = why_unfit(post) if because is None else because
    return Actor(
        kind=Kind.POST,
        account_id=account_id,
        post_id=post.pk,
        own_post_id=post.pk,
        authority_id=post.authority_id,
        agency_id=post.agency_id,
        locality_id=post.locality_id,
        practitioner_id=post.practitioner_id,
        role=Role(post.role),
        name=post.practitioner.name,
        agency_name=post.agency.name,
        job_title=post.job_title,
        fit=not because,
        unfit_because=" ".join(because),
        second_factor=second_factor,
    )


def actor_in_post(post_id: int) -> Actor | None:
    """Whoever holds this post, as they would act today: for showing beforehand what they will be able to read."""
    post = with_fitness(Post.objects.filter(pk=post_id)).first()
    if post is None or not is_running(post):
        return None
    return _actor(post, post.practitioner.account_id or 0, second_factor=True)


def _delegate(own: Post, delegation: Delegation, account_id: int, second_factor: bool) -> Actor:
    """The rights of the other's post, or those of looking, with one's own training and check (DER-16)."""
    principal = delegation.principal
    because = why_unfit(own)
    return Actor(
        kind=Kind.DELEGATE,
        account_id=account_id,
        post_id=principal.pk,
        own_post_id=own.pk,
        authority_id=principal.authority_id,
        agency_id=principal.agency_id,
        locality_id=principal.locality_id,
        practitioner_id=own.practitioner_id,
        role=Role(principal.role),
        name=own.practitioner.name,
        agency_name=principal.agency.name,
        job_title=_("acting for %(name)s, %(job)s") % {"name": principal.name, "job": principal.job_title},
        fit=not because,
        unfit_because=" ".join(because),
        only_looks=delegation.may == Delegation.May.LOOK,
        second_factor=second_factor,
    )


def _without_post(account_id: int, second_factor: bool) -> Actor:
    """Signed in, but nobody has given this account a post: nothing can be opened."""
    return Actor(
        kind=Kind.POST,
        account_id=account_id,
        fit=False,
        unfit_because=_("Your account has no post yet. Ask the index team of your authority to give you one."),
        second_factor=second_factor,
    )


def _choose_first() -> str:
    return _("You hold more than one post. Choose the one you act in now.")


def why_unfit(post: Post) -> list[str]:
    """Sentences for the practitioner: what is out of date, what would change it, and whom to ask."""
    words = unfit_words(
        clock.today(),
        starts=post.starts,
        ends=post.ends,
        trained_until=post.trained_until,  # type: ignore[attr-defined]
        vetted_until=post.vetted_until,  # type: ignore[attr-defined]
    )
    return [_sentence(word, post) for word in words]


def _sentence(word: Unfit, post: Post) -> str:
    facts = {
        "job": post.job_title,
        "agency": post.agency.name,
        "ask": post.line_manager.name if post.line_manager else _("the index team of your authority"),
        "starts": _day(post.starts),
        "ends": _day(post.ends),
        "trained": _day(post.trained_until),  # type: ignore[attr-defined]
        "vetted": _day(post.vetted_until),  # type: ignore[attr-defined]
    }
    sentences = {
        Unfit.POST_NOT_STARTED: _("Your post as %(job)s at %(agency)s starts on %(starts)s."),
        Unfit.POST_ENDED: _(
            "Your post as %(job)s at %(agency)s ended on %(ends)s. If you still work there, ask %(ask)s to renew it."
        ),
        Unfit.NEVER_TRAINED: _(
            "You have not done the training in safe use yet. Ask %(ask)s for a place; "
            "you can open records on the day it is recorded."
        ),
        Unfit.TRAINING_OVER: _(
            "Your training in safe use ran out on %(trained)s. Ask %(ask)s for a refresher; "
            "you can open records again on the day it is recorded."
        ),
        Unfit.NEVER_VETTED: _("We have no enhanced check (DBS) for you. Ask %(ask)s to record it or to order one."),
        Unfit.VETTING_OVER: _(
            "Your enhanced check (DBS) ran out on %(vetted)s. Ask %(ask)s to record the new one or to order it."
        ),
    }
    return sentences[word] % facts


def _day(day: datetime.date | None) -> str:
    return date_format(day, "j F Y") if day else ""
