"""What people report, ask and look up round the index besides plain questions (issue 3 items 2, 3 and 9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from teamaround.agencies.models import Agency, Authority, Post
from teamaround.audit.protected import Protected
from teamaround.families.models import Person
from teamaround.kit.refs import new_ref


class Contradiction(Protected):
    """ "Your index says no, and we have a record": reported by whoever sees it, put right by the index team."""

    class Kind(models.TextChoices):
        WE_DO = "we_do", _("We work with the child, and the index does not say so")
        WE_DO_NOT = "we_do_not", _("The index says that we work with the child, and we do not")
        SOMEBODY_DOES = "somebody_does", _("Somebody else works with the child, and the index does not say so")
        WRONG = "wrong", _("A name, number or day is wrong")

    class Outcome(models.TextChoices):
        PUT_RIGHT = "put_right", _("The index was wrong and is put right")
        AGENCY_TOLD = "agency_told", _("The agency was asked to put its own entry right")
        AS_IT_WAS = "as_it_was", _("The index is right as it is")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contradictions")
    reported_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=14, choices=Kind.choices)
    words = models.TextField()
    reported_at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True, default="")
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, outcome="", answered_by__isnull=True)
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(outcome="")),
                name="contradiction_answered_whole",
            )
        ]


class Brokering(Protected):
    """A wish to reach a service that the index does not show (DUD-23). What was found is told, if at all, in words
    that were agreed with the service; nothing found, a refusal and silence read alike, and come at the same time."""

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="brokerings")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    question = models.TextField()
    asked_at = models.DateTimeField()
    answer_by = models.DateField()
    agreed = models.TextField(blank=True, help_text="the words agreed with the service; empty: nothing to pass on")
    settled_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, agreed="")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="brokering_settled_who_and_when",
            )
        ]


class BrokerQuestion(Protected):
    """The broker asks one service, which answers to the broker alone."""

    class Answer(models.TextChoices):
        GIVE = "give", _("They may have the name and number below")
        RING = "ring", _("We get in touch with them ourselves")
        NO = "no", _("Nothing may be passed on")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    brokering = models.ForeignKey(Brokering, on_delete=models.PROTECT, related_name="questions")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=4, choices=Answer.choices, blank=True, default="")
    words = models.TextField(blank=True)
    answered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["brokering", "to_agency"], name="broker_question_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_at__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="broker_question_answered_whole",
            ),
        ]


class BeyondMatch(Protected):
    """That a search beyond the own authority fits an entry there: existence alone, and a question to its index team.

    `shown` is false where the entry is protected: whoever searched was told nothing, and its index team knows.
    """

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", help_text="where the entry is")
    search = models.ForeignKey("child_index.Search", on_delete=models.PROTECT, related_name="beyond_matches")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    shown = models.BooleanField(default=True)
    seen_at = models.DateTimeField(null=True, help_text="the index team there has seen it")
    question = models.TextField(blank=True)
    asked_at = models.DateTimeField(null=True)
    answer_by = models.DateField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta(Protected.Meta):
        constraints = [
            models.UniqueConstraint(fields=["search", "child"], name="beyond_match_once"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True)
                | Q(answered_at__isnull=False, answered_by__isnull=False, asked_at__isnull=False),
                name="beyond_answer_who_and_when",
            ),
        ]


class Mediated(Protected):
    """Somebody without a computer asked, somebody with one looked: both are on record (DUD-26)."""

    class Checked(models.TextChoices):
        RANG_BACK = "rang_back", _("I rang back on the number their agency gives")
        KNOWN = "known", _("I know the person and the voice")
        IN_PERSON = "in_person", _("They stand before me with their pass")

    ref = models.CharField(max_length=20, unique=True, default=new_ref)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    looked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    checked = models.CharField(max_length=10, choices=Checked.choices)
    words = models.TextField(help_text="why they ask")
    at = models.DateTimeField()

    class Meta(Protected.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(looked_by=models.F("asked_by")), name="mediated_by_two_people")
        ]


class LookUpUse(Protected):
    """What a look-up led to, told with one tap by whoever looked (CWA-CP-04)."""

    class Use(models.TextChoices):
        CONTACT = "contact", _("I got in touch with somebody")
        NO_SECOND = "no_second", _("An assessment did not have to be done again")
        JOINED = "joined", _("I joined others who help already")
        NOTHING = "nothing", _("It told me nothing new")

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+")
    search = models.OneToOneField("child_index.Search", on_delete=models.PROTECT, related_name="use")
    use = models.CharField(max_length=10, choices=Use.choices)
    at = models.DateTimeField()
