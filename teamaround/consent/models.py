"""What was agreed, by whom, for what, with whom, until when. Appended, never edited (design.md 9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post, Sensitive
from teamaround.audit.protected import Protected
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Purpose(models.TextChoices):
    ASSESS = "assess", _("To assess together")
    SHARE = "share", _("To share with an agency")
    DISCUSS = "discuss", _("To discuss at a group of agencies")


class InformationClass(models.TextChoices):
    """Classes of information that may be agreed to apart (facts.md a, consent)."""

    BASIC = "basic", _("Name, address, school and doctor")
    NEEDS = "needs", _("What goes well and what is needed")
    SENSITIVE = "sensitive", _("That a sensitive service is involved")


class Right(models.TextChoices):
    YOUNG_PERSON = "young_person", _("The young person, who understands what is decided")
    RESPONSIBILITY = "responsibility", _("A parent or carer with parental responsibility")
    CARER = "carer", _("A carer without parental responsibility")
    OTHER = "other", _("Somebody else")


class Answer(models.TextChoices):
    AGREED = "agreed", _("Agreed")
    REFUSED = "refused", _("Refused")
    NOT_ASKED = "not_asked", _("Not asked")


class Evidence(models.TextChoices):
    SCREEN = "screen", _("Signed on the screen")
    PAPER = "paper", _("Signed on paper")
    SPOKEN = "spoken", _("Said aloud, with a witness")


class Asking(Protected):
    """One conversation about agreement: who asked whom, what was explained, how it was signed (DUD-60)."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="askings")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    answered_by_name = models.CharField(max_length=120)
    right = models.CharField(max_length=16, choices=Right.choices)
    explained = models.JSONField(help_text="keys of what was explained, from the closed list in rules.py")
    language = models.CharField(max_length=60, blank=True)
    interpreter = models.CharField(max_length=120, blank=True)
    evidence = models.CharField(max_length=8, choices=Evidence.choices)
    witness = models.CharField(max_length=120, blank=True)
    attachment_ref = models.CharField(max_length=20, blank=True)
    signed_name = models.CharField(max_length=120, blank=True)
    at_completion = models.BooleanField(default=False, help_text="asked again with the finished text in view")
    keep_out = models.TextField(blank=True, help_text="what the family wants left out, in their words")
    hide_from_parents = models.BooleanField(default=False, help_text="a competent young person's own decision")
    asked_at = models.DateTimeField()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(evidence="spoken") | ~Q(witness=""), name="asking_spoken_has_witness")
        ]


class Decision(Protected):
    """One answer to one question of an asking: purpose, to whom, which information, until when."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    asking = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="decisions")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="consent_decisions")
    purpose = models.CharField(max_length=8, choices=Purpose.choices)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    information = models.CharField(max_length=10, choices=InformationClass.choices, blank=True)
    sensitive = models.CharField(max_length=20, choices=Sensitive.choices, blank=True, default="")
    answer = models.CharField(max_length=10, choices=Answer.choices)
    why_not = models.CharField(max_length=60, blank=True, help_text="code of why it was not asked")
    until = models.DateField(null=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    superseded_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        indexes = [models.Index(fields=["child", "purpose"], name="decision_child_purpose")]
        constraints = [
            models.CheckConstraint(condition=Q(withdrawn_at__gte=F("made_at")), name="decision_withdrawn_after"),
            models.CheckConstraint(
                condition=~Q(answer="not_asked") | ~Q(why_not=""), name="decision_not_asked_has_reason"
            ),
        ]


class Withdrawal(Protected):
    """That somebody took an agreement back: who, when, told to whom, in their words."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="withdrawals")
    by_person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=120)
    right = models.CharField(max_length=16, choices=Right.choices)
    told_to = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    at = models.DateTimeField()


class Settlement(Protected):
    """Two people who may decide differed: whose answer counts, why, on whose advice (KIR-CO-20). Both answers stay."""

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="settlements")
    chosen = models.ForeignKey(Asking, on_delete=models.PROTECT, related_name="settlements")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    reasons = models.TextField()
    advice = models.CharField(max_length=120, blank=True, help_text="who was asked for advice")
    at = models.DateTimeField()


class CompetenceJudgement(Protected):
    """Whether a young person understands enough to decide alone: five answers and a word."""

    class Word(models.TextChoices):
        COMPETENT = "competent", _("Understands and may decide")
        NOT_YET = "not_yet", _("Does not yet understand enough")
        UNSURE = "unsure", _("Not sure; advice will be asked")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="competence_judgements")
    by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField()
    word = models.CharField(max_length=10, choices=Word.choices)
    why = models.TextField()
    on = models.DateField()


class Cover(Protected):
    """That a recorded basis covers a reader agency for a child: duty, public interest, significant harm."""

    class Basis(models.TextChoices):
        DUTY = "duty", _("A duty in law")
        COURT_ORDER = "court_order", _("A court order")
        SIGNIFICANT_HARM = "significant_harm", _("Suspected significant harm")
        PUBLIC_INTEREST = "public_interest", _("Public interest")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="covers")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    sensitive = models.CharField(max_length=20, choices=Sensitive.choices, blank=True, default="")
    basis = models.CharField(max_length=16, choices=Basis.choices)
    reasons = models.TextField()
    decided_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True)
