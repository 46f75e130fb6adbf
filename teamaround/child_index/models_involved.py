"""Who works or worked with a child, and what upper packages and statutory services tell the index by existence."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post, Sensitive
from teamaround.audit.protected import Protected
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Involvement(Protected):
    """That a service works or worked with a child: who, since when, how lately. Universal services too."""

    class Kind(models.TextChoices):
        WORKING = "working", _("Working with the child")
        INFORMATION = "information", _("Has information to share")
        ACTING = "acting", _("Is taking action")
        ASSESSMENT = "assessment", _("Holds an assessment")
        UNIVERSAL = "universal", _("School, doctor or health visitor")

    class Assessment(models.TextChoices):
        """Assessments besides the common one, by existence alone (KIR-CI-09)."""

        SOCIAL_CARE = "social_care", _("Social care assessment")
        SPECIAL_NEEDS = "special_needs", _("Special educational needs")
        HEALTH = "health", _("Health or development")
        SPEECH = "speech", _("Speech and language")
        EARLY_YEARS = "early_years", _("Early years")
        YOUTH_JUSTICE = "youth_justice", _("Youth justice")
        OTHER = "other", _("Another assessment")

    class EndReason(models.TextChoices):
        DONE = "done", _("The work is done")
        HANDED_OVER = "handed_over", _("Handed over to somebody else")
        DECLINED = "declined", _("The family no longer wants it")
        LOST_TOUCH = "lost_touch", _("We cannot reach the family")
        MOVED = "moved", _("The child moved away")
        OTHER_SCHOOL = "other_school", _("Went to another school, nursery or doctor")
        EXCLUDED = "excluded", _("Excluded for good")
        HOME_EDUCATED = "home_educated", _("Is taught at home")
        TOO_OLD = "too_old", _("Grew out of it")
        MISTAKE = "mistake", _("It was never so: a mistake")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="involvements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="involvements")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="involvements")
    worker_name = models.CharField(max_length=120, blank=True)
    job_title = models.CharField(max_length=120, blank=True)
    telephone = models.CharField(max_length=30, blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.WORKING)
    sensitive = models.CharField(max_length=20, choices=Sensitive.choices, blank=True, default="")
    sensitive_basis = models.CharField(max_length=20, blank=True, help_text="consent or significant_harm")
    starts = models.DateField()
    ends = models.DateField(null=True)
    last_contact = models.DateField(null=True)
    how_often = models.CharField(max_length=60, blank=True)
    official = models.BooleanField(default=True, help_text="part of the agency's work, not a contact beside it")
    assessment_kind = models.CharField(max_length=14, choices=Assessment.choices, blank=True, default="")
    end_reason = models.CharField(max_length=14, choices=EndReason.choices, blank=True, default="")
    confirmed_on = models.DateField(null=True)
    source = models.CharField(max_length=60)

    class Meta(Protected.Meta):
        indexes = [
            models.Index(fields=["agency", "ends"], name="involvement_agency_ends"),
            models.Index(fields=["confirmed_on"], condition=Q(ends__isnull=True), name="involvement_confirmed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="involvement_ends_after_start"),
            models.CheckConstraint(
                condition=Q(sensitive="") | ~Q(sensitive_basis=""), name="involvement_sensitive_has_basis"
            ),
            models.CheckConstraint(
                condition=Q(end_reason="") | Q(ends__isnull=False), name="involvement_end_reason_with_end"
            ),
            models.CheckConstraint(
                condition=~Q(kind="assessment") | ~Q(assessment_kind=""), name="involvement_assessment_of_a_kind"
            ),
        ]


class Indication(Protected):
    """What an upper package tells the index by existence: assessment in progress or done, lead, live plan."""

    class Kind(models.TextChoices):
        ASSESSMENT_STARTED = "assessment_started", _("Assessment in progress")
        ASSESSMENT_DONE = "assessment_done", _("Assessment completed")
        LEAD = "lead", _("Lead professional")
        PLAN = "plan", _("Live plan")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="indications")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    record_ref = models.CharField(max_length=20)
    starts = models.DateField()
    ends = models.DateField(null=True)

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["child", "kind"], name="indication_child_kind")]


class StatutoryInvolvement(Protected):
    """Social care and other statutory plans by existence: involved now, before; team and telephone."""

    class Kind(models.TextChoices):
        SOCIAL_CARE = "social_care", _("Social care")
        EDUCATION_HEALTH_CARE_PLAN = "ehc_plan", _("Education, health and care plan")
        YOUTH_JUSTICE = "youth_justice", _("Youth justice order")
        CHILD_PROTECTION = "child_protection", _("Child protection plan")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="statutory_involvements")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    team = models.CharField(max_length=120)
    telephone = models.CharField(max_length=30)
    starts = models.DateField()
    ends = models.DateField(null=True)
