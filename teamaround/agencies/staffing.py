"""The index team gives people an account and posts, ends posts, notes training and checks (DUD-25; facts.md c).

Posts decide who sees which child. So each change is on record, nobody changes what concerns themselves, and
everything stays within the authority of whoever does it.
"""

import datetime
import re
import unicodedata

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from teamaround.access.actor import Actor
from teamaround.access.doing import Refused, doing
from teamaround.access.roles import Role
from teamaround.access.rules import Action, Decision
from teamaround.agencies import access
from teamaround.agencies.announcements import Invited, sign_in_link_made
from teamaround.agencies.models import Account, Agency, Post, Practitioner, Qualification
from teamaround.audit.recording import recording
from teamaround.kit import clock
from teamaround.kit.problems import Problem
from teamaround.local_settings.values import value

SETTING = {Qualification.Kind.TRAINING: "training_days", Qualification.Kind.VETTING: "vetting_days"}


class SignInLinks(PasswordResetTokenGenerator):
    """Links by our own clock: used up by the new password, over after three days."""

    key_salt = "teamaround.agencies.sign_in_link"

    def _now(self) -> datetime.datetime:
        return clock.now().replace(tzinfo=None)


LINKS = SignInLinks()


def take_on(
    *,
    by: Actor,
    given: str,
    family: str,
    email: str,
    agency: Agency,
    role: str,
    job_title: str,
    telephone: str,
    starts: datetime.date,
) -> Post:
    """A new person with an account, a first post and a link to choose a password. Raises Problem, Refused."""
    email = email.lower()
    if Practitioner.objects.filter(email=email).exists():
        raise Problem(_("Somebody with this e-mail address is here already. Give that person a post."), field="email")
    _own_authority(by, access.TAKE_ON, agency)
    with doing(access.TAKE_ON, by=by, codes={"agency": agency.pk, "role": role}):
        account = Account(username=free_username(given, family), email=email)
        account.set_unusable_password()
        account.save()
        person = Practitioner.objects.create(account=account, given=given, family=family, email=email)
        post = _post(person, agency, role, job_title, telephone, starts)
        _announce_link(by, post)
    return post


def give_post(
    *,
    by: Actor,
    person: Practitioner,
    agency: Agency,
    role: str,
    job_title: str,
    telephone: str,
    starts: datetime.date,
) -> Post:
    """A further post. Raises Problem for the same post twice, Refused."""
    _not_oneself(by, access.GIVE_POST, person)
    _own_authority(by, access.GIVE_POST, agency)
    same = Post.objects.filter(practitioner=person, agency=agency, role=role).exclude(ends__lt=starts)
    if same.exists():
        raise Problem(
            _("%(name)s has this post at %(agency)s already.") % {"name": person.name, "agency": agency.name},
            field="agency",
        )
    with doing(access.GIVE_POST, by=by, codes={"person": person.pk, "agency": agency.pk, "role": role}):
        return _post(person, agency, role, job_title, telephone, starts)


def _post(
    person: Practitioner, agency: Agency, role: str, job_title: str, telephone: str, starts: datetime.date
) -> Post:
    return Post.objects.create(
        practitioner=person,
        agency=agency,
        authority=agency.authority,
        locality=agency.locality,
        role=Role(role).value,
        job_title=job_title,
        telephone=telephone,
        starts=starts,
    )


def end_post(*, by: Actor, post: Post, ends: datetime.date) -> None:
    """The post's last day; from the day after nothing can be read in it. Raises Problem, Refused."""
    _not_oneself(by, access.END_POST, post.practitioner)
    _own_authority(by, access.END_POST, post.agency)
    if ends < post.starts:
        raise Problem(_("The last day cannot be before the first day."), field="ends")
    if post.role == Role.INDEX_TEAM and not _others_of_index_team(post, ends).exists():
        raise Problem(_("Nobody would be left in the index team. Give somebody else that post first."), field="ends")
    with doing(access.END_POST, by=by, codes={"post": post.pk}):
        Post.objects.filter(pk=post.pk).update(ends=ends)


def _others_of_index_team(post: Post, ends: datetime.date) -> QuerySet[Post]:
    others = Post.objects.filter(authority_id=post.authority_id, role=Role.INDEX_TEAM, starts__lte=ends)
    return others.exclude(pk=post.pk).exclude(ends__lte=ends)


def note_qualification(*, by: Actor, person: Practitioner, kind: str, on: datetime.date) -> Qualification:
    """Training in safe use, or an enhanced check, of a day. It counts as long as the authority decided (DUD-25).

    Raises Problem, Refused.
    """
    _not_oneself(by, access.NOTE_QUALIFICATION, person)
    if on > clock.today():
        raise Problem(_("The day must be today or before."), field="on")
    chosen = Qualification.Kind(kind)
    days = datetime.timedelta(days=value(by.authority_id, SETTING[chosen]))
    with doing(access.NOTE_QUALIFICATION, by=by, codes={"person": person.pk, "kind": kind}):
        return Qualification.objects.create(practitioner=person, kind=chosen, on=on, until=on + days)


def send_link(*, by: Actor, post: Post) -> None:
    """A new link to choose a password, for somebody who forgot it or lost the first. Raises Refused."""
    _not_oneself(by, access.SEND_LINK, post.practitioner)
    _own_authority(by, access.SEND_LINK, post.agency)
    with doing(access.SEND_LINK, by=by, codes={"post": post.pk}):
        _announce_link(by, post)


def forget_second_factor(*, by: Actor, person: Practitioner) -> None:
    """A lost telephone: the next sign-in asks to set up a new app or passkey. Raises Refused."""
    _not_oneself(by, access.FORGET_SECOND_FACTOR, person)
    with doing(access.FORGET_SECOND_FACTOR, by=by, codes={"person": person.pk}):
        Authenticator.objects.filter(user_id=person.account_id).delete()


def choose_password(*, by: Actor, account: Account, password: str) -> None:
    """What the link is for; with it the link is used up. Raises Problem with what would make it better."""
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise Problem(" ".join(problem.messages), field="password") from None
    with recording(by=by, action=access.CHOOSE_PASSWORD.name, codes={"account": account.pk}):
        account.set_password(password)
        account.save(update_fields=["password"])


def account_of(ref: str, token: str) -> Account | None:
    """The account whose link this is, while the link holds."""
    account = Account.objects.filter(ref=ref, is_active=True).first()
    return account if account is not None and LINKS.check_token(account, token) else None


def _announce_link(by: Actor, post: Post) -> None:
    account = post.practitioner.account
    if account is None:
        raise Problem(_("%(name)s has no account.") % {"name": post.practitioner.name})
    token = LINKS.make_token(account)
    path = reverse("agencies:choose_password", kwargs={"account_ref": account.ref, "token": token})
    sign_in_link_made.announce(Invited(by, post, path))


def free_username(given: str, family: str) -> str:
    """Letters of both names, with a number where the name is taken."""
    plain = unicodedata.normalize("NFKD", f"{given}_{family}").encode("ascii", "ignore").decode()
    start = re.sub(r"[^a-z]+", "_", plain.lower()).strip("_")[:60] or "person"
    taken = set(Account.objects.filter(username__startswith=start).values_list("username", flat=True))
    numbered = [start, *(f"{start}{number}" for number in range(2, len(taken) + 2))]
    return next(name for name in numbered if name not in taken)


def _own_authority(by: Actor, action: Action, agency: Agency) -> None:
    if agency.authority_id != by.authority_id:
        raise Refused(action, Decision(False, "no_rule"))


def _not_oneself(by: Actor, action: Action, person: Practitioner) -> None:
    """Nobody gives themselves a post, training or a check."""
    if person.pk == by.practitioner_id:
        raise Problem(_("Nobody changes their own posts or training. Ask a colleague of the index team."))
