"""That a child lacks something every child should have: a doctor, a school; who sees to it, and how it ended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.audit.protected import Protected
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Gap(Protected):
    """One gap of one child (KIR-CI-24 to 28): open until somebody, or the next look at the rolls, closes it."""

    class Kind(models.TextChoices):
        GP = "gp", _("No family doctor (GP)")
        DENTIST = "dentist", _("No dentist")
        HEALTH_VISITOR = "health_visitor", _("No health visitor")
        NURSERY = "nursery", _("Expected at nursery")
        SCHOOL = "school", _("Expected at school")
        OFF_ROLL = "off_roll", _("Off one roll and on no other")
        EXCLUDED = "excluded", _("Excluded, and at no other school")

    class Reason(models.TextChoices):
        ON_A_ROLL = "on_a_roll", _("Is registered now")
        TAUGHT_AT_HOME = "taught_at_home", _("Is taught at home, and the authority knows")
        ELSEWHERE = "elsewhere", _("Goes to a place that does not tell the index")
        DECLINED = "declined", _("The family does not want it")
        AWAY = "away", _("Has left the area or the country")
        MISTAKE = "mistake", _("The index was wrong, and is mended")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="gaps")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    since = models.DateField(help_text="when the last roll ended, or when the gap was found")
    found_at = models.DateTimeField()
    owner_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="gaps")
    owner = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="gaps")
    owned_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.CharField(max_length=14, choices=Reason.choices, blank=True, default="")
    words = models.TextField(blank=True)
    closed_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    holds_until = models.DateField(null=True, help_text="until then the reason stands and the gap is not found again")

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["authority", "kind"], condition=Q(closed_at__isnull=True), name="gap_open"),
            models.Index(fields=["owner"], condition=Q(closed_at__isnull=True), name="gap_owner_open"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["child", "kind"], condition=Q(closed_at__isnull=True), name="gap_one_open"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, close_reason="")
                | (Q(closed_at__isnull=False) & ~Q(close_reason="")),
                name="gap_closed_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=True, owned_at__isnull=True) | Q(owner__isnull=False, owned_at__isnull=False),
                name="gap_owner_and_when",
            ),
        ]
