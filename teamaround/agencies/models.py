"""Authorities, agencies, practitioners, the posts they hold, their training, vetting and delegates."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.access.roles import Role
from teamaround.audit.protected import Protected
from teamaround.kit.refs import new_ref


class AgencyKind(models.TextChoices):
    """Closed list; each kind has a mark (shape and colour) of its own in the pictures."""

    SCHOOL = "school", _("School")
    EARLY_YEARS = "early_years", _("Early years")
    HEALTH = "health", _("Health")
    GP = "gp", _("Family doctor (GP)")
    FAMILY_SUPPORT = "family_support", _("Council family support")
    HOUSING = "housing", _("Housing")
    VOLUNTARY = "voluntary", _("Charity or volunteer")
    YOUTH = "youth", _("Youth service")
    POLICE_JUSTICE = "police_justice", _("Police and youth justice")
    SOCIAL_CARE = "social_care", _("Social care")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SPORT_PLAY = "sport_play", _("Sport and play")
    DRUG_ALCOHOL = "drug_alcohol", _("Drug and alcohol help")
    SEXUAL_HEALTH = "sexual_health", _("Sexual health")
    OTHER = "other", _("Other")


class Sensitive(models.TextChoices):
    """Services whose involvement is itself sensitive (DUD-23)."""

    NONE = "", _("Not sensitive")
    SEXUAL_HEALTH = "sexual_health", _("Sexual health")
    MENTAL_HEALTH = "mental_health", _("Mental health")
    SUBSTANCE_MISUSE = "substance_misuse", _("Substance misuse")


class Universal(models.TextChoices):
    """What every child should have (KIR-CI-24); "" for services that only some children need."""

    NONE = "", _("Only for some children")
    GP = "gp", _("Family doctor (GP)")
    DENTIST = "dentist", _("Dentist")
    HEALTH_VISITOR = "health_visitor", _("Health visitor")
    NURSERY = "nursery", _("Nursery")
    SCHOOL = "school", _("School")


class Authority(models.Model):
    """A council that is responsible for the records of children who live in its area (DUD-20)."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Locality(models.Model):
    """A part of an authority with its own co-ordinator and manager (DUD-07)."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="localities")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="locality_once")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """An organisation that works with children: statutory or not, all as equals."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    key = models.SlugField(max_length=60, unique=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="agencies")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AgencyKind.choices)
    sensitive = models.CharField(max_length=20, choices=Sensitive.choices, blank=True, default="")
    universal = models.CharField(max_length=14, choices=Universal.choices, blank=True, default="")
    statutory = models.BooleanField(default=False)
    telephone = models.CharField(max_length=30, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    describes = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Account(AbstractUser):
    """Somebody who can sign in. What they may do comes from their posts alone."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)


class Practitioner(Protected):
    """A person who works with children, with or without an account."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    account = models.OneToOneField(Account, on_delete=models.PROTECT, null=True, related_name="practitioner")
    given = models.CharField(max_length=60)
    family = models.CharField(max_length=60)
    email = models.EmailField(blank=True)

    class Meta(Protected.Meta):
        pass

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()

    @property
    def initials(self) -> str:
        return (self.given[:1] + self.family[:1]).upper()

    def __str__(self) -> str:
        return self.name


class Post(Protected):
    """Person + agency + role + locality, dated. People act in one post at a time (design.md 4)."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="posts")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="posts")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    job_title = models.CharField(max_length=120)
    telephone = models.CharField(max_length=30, blank=True)
    hours_to_ring = models.CharField(max_length=120, blank=True)
    line_manager = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="manages")
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta(Protected.Meta):
        constraints = [models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="post_ends_after_start")]

    @property
    def name(self) -> str:
        return self.practitioner.name

    def __str__(self) -> str:
        return f"{self.practitioner.name}, {self.job_title}, {self.agency.name}"


class Qualification(Protected):
    """Training in safe use, or an enhanced check: from a day until a day (DUD-25)."""

    class Kind(models.TextChoices):
        TRAINING = "training"
        VETTING = "vetting"

    practitioner = models.ForeignKey(Practitioner, on_delete=models.PROTECT, related_name="qualifications")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    on = models.DateField()
    until = models.DateField()

    class Meta(Protected.Meta):
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("on")), name="qualification_until_after_on")]


class Delegation(Protected):
    """That one post may act for another, for example an administrator who types (DER-16)."""

    class May(models.TextChoices):
        ACT = "act", _("Look and do everything in my place")
        LOOK = "look", _("Look, but change nothing")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT)
    principal = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations_given")
    delegate = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="delegations_held")
    may = models.CharField(max_length=4, choices=May.choices, default=May.ACT)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="delegation_ends_after_start"),
            models.CheckConstraint(condition=~Q(principal=F("delegate")), name="delegation_to_another"),
        ]


class Unsent(models.Model):
    """Words that were typed when the login had ended: sealed, for the same person only, 24 hours (design.md 6)."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    bound_to = models.CharField(max_length=40, help_text="'account:12', or 'family:3' for somebody who came by a link")
    path = models.TextField()
    sealed = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["bound_to", "at"], name="unsent_bound_at")]
