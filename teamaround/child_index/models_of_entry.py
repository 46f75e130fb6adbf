"""What becomes of an entry in time: the scope of the index, moves between authorities, staying on, archive, holds.

Imported by models.py, which has the entry itself.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Authority, Locality, Post
from teamaround.audit.protected import Protected
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Scope(Protected):
    """Whom the index of an authority holds: decided at set-up, on a legal ground, to be reviewed. The newest holds."""

    class Covers(models.TextChoices):
        RESIDENTS = "residents", _("Every child who lives in the area")
        HELPED = "helped", _("Only children with whom a service beyond school and doctor works")

    class Ground(models.TextChoices):
        PUBLIC_TASK = "public_task", _("A task of the council in the public interest")
        LEGAL_DUTY = "legal_duty", _("A duty in law to share information about children")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="scopes")
    covers = models.CharField(max_length=10, choices=Covers.choices)
    ground = models.CharField(max_length=12, choices=Ground.choices)
    words = models.TextField(help_text="the ground in the authority's own words, with the paragraph")
    decided_by = models.CharField(max_length=120, help_text="who decided, with the office held")
    decided_on = models.DateField()
    review_on = models.DateField()
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta(Protected.Meta):
        constraints = [models.CheckConstraint(condition=Q(review_on__gt=F("decided_on")), name="scope_review_later")]


class Transfer(Protected):
    """That a child moves from one authority to another: asked, offered by one, answered by the other (DUD-20)."""

    class State(models.TextChoices):
        ASKED = "asked", _("Somebody who helps says that the family has moved")
        OFFERED = "offered", _("Waits for the other authority")
        AGREED = "agreed", _("Agreed: the other authority is responsible")
        REFUSED = "refused", _("Refused by the other authority")
        WITHDRAWN = "withdrawn", _("Taken back")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", help_text="responsible before")
    to_authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="transfers")
    state = models.CharField(max_length=9, choices=State.choices)
    words = models.TextField(blank=True, help_text="what the other index team should know; never case content")
    goes_on = models.JSONField(default=list, help_text="ids of posts that work with the child after the move too")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    offered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    received_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, null=True, related_name="+")
    ended_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(ended_at__isnull=True), name="transfer_one_open"),
            models.CheckConstraint(condition=~Q(authority=F("to_authority")), name="transfer_to_another"),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "offered"], ended_at__isnull=True)
                | (~Q(state__in=["asked", "offered"]) & Q(ended_at__isnull=False)),
                name="transfer_ended_has_moment",
            ),
        ]


class StayingOn(Protected):
    """That a young person agreed to stay in the index after 18, up to 25 (facts.md c, C6 and C20)."""

    class Ground(models.TextChoices):
        CARE_LEAVER = "care_leaver", _("Has been in care")
        DISABILITY = "disability", _("Is disabled or has a learning difficulty")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="staying_on")
    ground = models.CharField(max_length=12, choices=Ground.choices)
    agreed_on = models.DateField()
    until = models.DateField()
    how = models.CharField(max_length=200, help_text="how the young person agreed: signed, said to whom")
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="taken back")
    ended_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(ended_at__isnull=True), name="staying_on_once"),
            models.CheckConstraint(condition=Q(until__gt=F("agreed_on")), name="staying_on_until_later"),
        ]


class Archiving(Protected):
    """That an entry went into the archive, why, and when its words are destroyed (facts.md c, retention)."""

    class Why(models.TextChoices):
        AGE = "age", _("Grown up")
        DEATH = "death", _("The child has died")
        LEFT = "left", _("Left England and not come back")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="archivings")
    why = models.CharField(max_length=6, choices=Why.choices)
    on = models.DateField()
    purge_on = models.DateField()
    brought_back_at = models.DateTimeField(null=True)
    brought_back_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    back_because = models.CharField(max_length=200, blank=True)

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["purge_on"], name="archiving_purge_on")]
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(brought_back_at__isnull=True), name="archiving_once"),
            models.CheckConstraint(condition=Q(purge_on__gt=F("on")), name="archiving_purge_later"),
        ]


class LegalHold(Protected):
    """That nothing of a child may be archived or destroyed: an inquiry, a court, a complaint."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="legal_holds")
    words = models.TextField(help_text="for which inquiry or proceedings")
    put_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField()
    review_on = models.DateField()
    lifted_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_because = models.CharField(max_length=200, blank=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(lifted_at__isnull=True), name="legal_hold_once"),
        ]


class ToldValue(Protected):
    """What one source says of a name, a birth or an address; shown, beside what is shown, or set aside."""

    class State(models.TextChoices):
        SHOWN = "shown"
        BESIDE = "beside"
        ASIDE = "aside"

    class Field(models.TextChoices):
        NAME = "name", _("Name")
        BIRTH = "birth", _("Date of birth")
        ADDRESS = "address", _("Address")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="told_values")
    field = models.CharField(max_length=8, choices=Field.choices)
    value = models.JSONField(default=dict)
    source = models.CharField(max_length=60)
    told_on = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices)
    recorded_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    settled_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["child", "state"], name="told_value_child_state")]
