"""What an authority decides: limits, ages, terms, levels; each with the date from which it holds."""

from django.db import models


class Setting(models.Model):
    """One decision of an authority. The newest row whose date has come is in force."""

    authority_id = models.BigIntegerField()
    key = models.CharField(max_length=60)
    value = models.JSONField()
    from_date = models.DateField()
    decided_by = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "key", "from_date"], name="setting_once_a_day")]
