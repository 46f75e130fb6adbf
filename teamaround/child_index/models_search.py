"""What searching reads: derived from the index, rebuilt when something changes, never the only copy."""

from django.db import models


class SearchName(models.Model):
    """One way a child is called, by sound and initial, with the day of birth: `matching.blocking.NameKeys`.

    Derived; rebuilt by `search_rows`. Partitioned by hash of the authority on PostgreSQL, so that a search, which is
    always inside one authority, reads one partition. Nothing refers to it by foreign key.
    """

    child_id = models.BigIntegerField()
    authority_id = models.BigIntegerField()
    family_sound = models.CharField(max_length=4)
    first_sound = models.CharField(max_length=4)
    family_initial = models.CharField(max_length=1)
    first_initial = models.CharField(max_length=1)
    family = models.CharField(max_length=200)
    first = models.CharField(max_length=200)
    day = models.DateField(null=True)
    sex = models.CharField(max_length=6, default="", blank=True)
    home = models.CharField(max_length=10, default="", blank=True, help_text="postcode now; empty behind a shield")

    class Meta:
        indexes = [
            models.Index(fields=["child_id"], name="search_name_child"),
            models.Index(
                fields=["authority_id", "family_sound", "day", "first_initial"], name="search_name_day_family"
            ),
            models.Index(fields=["authority_id", "first_sound", "day", "family_initial"], name="search_name_day_first"),
            models.Index(fields=["authority_id", "day", "family_initial", "first_initial"], name="search_name_day"),
            models.Index(fields=["authority_id", "family_sound", "first_sound", "day"], name="search_name_both"),
        ]


class SearchValue(models.Model):
    """One other key of a child (postcode, telephone, number, carer, school): `matching.blocking.ValueKey`.

    Derived and partitioned like `SearchName`.
    """

    child_id = models.BigIntegerField()
    authority_id = models.BigIntegerField()
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=120)
    day = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["child_id"], name="search_value_child"),
            models.Index(fields=["authority_id", "kind", "value", "day"], name="search_value_key"),
        ]


class SearchCard(models.Model):
    """What a candidate is compared by, in one row: the fields of `matching.people.Candidate` as JSON.

    Derived. A shielded child's card holds only what the shield shows; a sensitive service is never in it.
    """

    child_id = models.BigIntegerField(primary_key=True)
    authority_id = models.BigIntegerField()
    card = models.JSONField()


class NameCount(models.Model):
    """How many children of the index bear a folded name: rare names weigh more."""

    kind = models.CharField(max_length=6)
    name = models.CharField(max_length=100)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="name_count_once")]
