"""What a loading says about values that failed a check."""

from django.utils.translation import gettext as _

from teamaround.child_index import bulk_values as values


def problem_words(word: str) -> str:
    """The sentence for one kind of problem."""
    return {
        values.DAY_CANNOT_BE: _("the date of birth is no day that can be, and is taken as unknown"),
        values.DAY_IN_PART: _("only part of the date of birth is given, and it is taken as unknown"),
        values.DAY_FAR_OFF: _("the date of birth is before 1900 or far ahead, and is taken as unknown"),
        values.SEX_NOT_KNOWN: _("the sex is none of our words, and is taken as unknown"),
        values.FOREIGN_POSTCODE: _("the postcode is not one of the United Kingdom; it is kept and not compared"),
        values.POSTCODE_TOO_LONG: _("the postcode is too long to be one, and is kept with the address line"),
        values.NUMBER_FAILS: _("the NHS number fails its check; it is kept and not compared"),
        values.NUMBER_TOO_LONG: _("the NHS number is too long to be one, and is taken as unknown"),
        values.TOO_LONG: _("a name or address is too long and was cut"),
        values.NO_NAME: _("there is no name; the child is found by other details only"),
        values.NO_RECORD_ID: _("there is no record_id; the row is known again by all it says"),
        values.LONG_RECORD_ID: _("the record_id is longer than 40 letters; a digest of it is kept"),
        values.SHORT_ROW: _("the row has fewer columns than the heading; those are taken as unknown"),
        values.LONG_ROW: _("the row has more columns than the heading; those are not read"),
    }[word]
