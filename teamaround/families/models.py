"""People: children, carers and others, with names, addresses, contacts and ties as dated facts.

A young mother is one person, at once a child of the index and a parent. Relationship, parental
responsibility and "lives with" are three separate facts, each with its dates and source: a child may
live in two homes, and a father may have responsibility and no contact.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.audit.protected import Protected
from teamaround.kit.refs import new_ref


class Sex(models.TextChoices):
    FEMALE = "F", "Girl or woman"
    MALE = "M", "Boy or man"
    UNKNOWN = "U", "Not known"


class Person(Protected):
    """Somebody: born (`born`), expected (`expected_on`), or with only an age known (neither)."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="people")
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)
    born = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    died_on = models.DateField(null=True)
    archived_on = models.DateField(null=True, help_text="a child of the index: nobody is tied to it any more")
    first_language = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=120, blank=True, help_text="needed for what, which language or sign")
    ethnicity = models.CharField(max_length=4, blank=True, help_text="DfE code")
    # The name in force, kept beside the history so that lists need no join.
    given = models.CharField(max_length=100, blank=True)
    family = models.CharField(max_length=100, blank=True)
    known_as = models.CharField(max_length=100, blank=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(born__isnull=True) | Q(expected_on__isnull=True), name="person_born_or_expected"
            ),
            models.CheckConstraint(condition=Q(died_on__gte=F("born")), name="person_died_after_birth"),
        ]

    @property
    def name(self) -> str:
        """As in a heading; an unborn or unnamed baby has words instead of an empty heading."""
        first = self.known_as or self.given
        if not first:
            first = "Unborn baby" if self.born is None else "Baby"
        return f"{first} {self.family}".strip()

    @property
    def first_name(self) -> str:
        return self.known_as or self.given or ("the baby" if self.born else "the unborn baby")

    @property
    def initials(self) -> str:
        return ((self.known_as or self.given)[:1] + self.family[:1]).upper() or "?"

    def __str__(self) -> str:
        return f"person {self.pk}"


class Dated(Protected):
    """A fact that holds from a day until a day, with the source that told it."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(null=True)
    ends = models.DateField(null=True)
    source = models.CharField(max_length=60)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Protected.Meta):
        abstract = True


class Name(Dated):
    """One name of a person: in force, former, alias, nickname."""

    class Kind(models.TextChoices):
        CURRENT = "current"
        FORMER = "former"
        ALIAS = "alias"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    given = models.CharField(max_length=100, blank=True)
    family = models.CharField(max_length=100, blank=True)

    class Meta(Dated.Meta):
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(kind="current"), name="name_one_current"),
        ]


class Birth(Dated):
    """What was told of birth and sex, appended at each change; `Person` holds what is in force."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="births")
    born = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Sex.choices, default=Sex.UNKNOWN)

    class Meta(Dated.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(born__isnull=True) | Q(expected_on__isnull=True), name="birth_born_or_expected"
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(ends__isnull=True), name="birth_one_in_force"),
        ]


class Address(Dated):
    """Where somebody lives or lived; a child may have two homes at once."""

    class Kind(models.TextChoices):
        HOME = "home"
        UNKNOWN = "no_known_address"
        LEFT = "left_england"

    class Return(models.TextChoices):
        """Said of somebody who has left England (facts.md c, C4)."""

        COMES_BACK = "comes_back", _("Means to come back within three years")
        STAYS_AWAY = "stays_away", _("Does not mean to come back")
        NOT_KNOWN = "not_known", _("It is not known whether they come back")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.HOME)
    lines = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    statement = models.CharField(max_length=11, choices=Return.choices, blank=True, default="", db_default="")
    sealed = models.TextField(blank=True, help_text="address of a shielded person, encrypted; lines stay empty")

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["postcode"], name="address_postcode")]


class Contact(Dated):
    """A telephone number or e-mail address, and how it is safe to use (issue 2 step 4)."""

    class Kind(models.TextChoices):
        TELEPHONE = "telephone"
        EMAIL = "email"

    class Safe(models.TextChoices):
        RING = "ring", _("Ring")
        TEXT = "text", _("Text only")
        MESSAGE = "message", _("Leave a message")
        NEVER = "never", _("Never use")

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=120)
    digits = models.CharField(max_length=15, blank=True, db_index=True)
    safe = models.CharField(max_length=8, choices=Safe.choices, default=Safe.RING)
    words = models.CharField(max_length=200, blank=True, help_text="why, or when: 'It wakes the baby at Gran's'")
    sealed = models.TextField(blank=True, help_text="number of a shielded family, encrypted; value stays empty")

    class Meta(Dated.Meta):
        pass


class Identifier(Dated):
    """A number given by somebody: NHS number, UPN, ULN, a local number; with the word its check gave."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="identifiers")
    scheme = models.CharField(max_length=20)
    value = models.CharField(max_length=40)
    check_word = models.CharField(max_length=30)
    issuer = models.ForeignKey(
        Agency, on_delete=models.PROTECT, null=True, related_name="+", help_text="whose own number this is"
    )

    class Meta(Dated.Meta):
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_value")]


class Relationship(Dated):
    """`person` is `kind` of `child`: mother, father, grandmother, brother, friend of the family."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relationships")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="relations")
    kind = models.CharField(max_length=40)

    class Meta(Dated.Meta):
        constraints = [models.CheckConstraint(condition=~Q(person=F("child")), name="relationship_to_another")]


class ParentalResponsibility(Dated):
    """That an adult has parental responsibility in law for a child."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responsibilities")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="responsible_people")

    class Meta(Dated.Meta):
        constraints = [models.CheckConstraint(condition=~Q(person=F("child")), name="responsibility_for_another")]


class LivesWith(Dated):
    """That a child lives with somebody, all or part of the time."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="homes_given")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="homes")
    share = models.CharField(max_length=60, blank=True, help_text="'weekends', 'most of the week'")

    class Meta(Dated.Meta):
        constraints = [models.CheckConstraint(condition=~Q(person=F("child")), name="lives_with_another")]


class Enrolment(Protected):
    """That a family member was enrolled face to face to open the family's page of one child (issue 2 step 13)."""

    class Capacity(models.TextChoices):
        CARER = "carer", _("Parent or carer")
        YOUNG_PERSON = "young_person", _("The young person")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolments")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="enrolled")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    mobile = models.CharField(max_length=30)
    mobile_digits = models.CharField(max_length=15, db_index=True)
    confirmed_at = models.DateTimeField(help_text="the code sent to the mobile was read back in the room")
    number_digest = models.CharField(max_length=64, help_text="of the family number given in the room, never sent")
    enrolled_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=30, blank=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["person", "child"], condition=Q(ended_at__isnull=True), name="enrolment_one_open"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_because="")
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="enrolment_end_has_reason",
            ),
        ]


class PageLink(models.Model):
    """A link to the family's page: valid 15 minutes, once, with the family number that was given in the room."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="links")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
