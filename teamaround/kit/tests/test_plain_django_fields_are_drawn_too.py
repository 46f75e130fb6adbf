"""The sign-in library brings plain Django forms: they are drawn by their widgets."""

from django import forms

from teamaround.kit import forms as ours
from teamaround.kit.rendering import draw, error_links


class Plain(forms.Form):
    login = forms.CharField(label="Username")
    password = forms.CharField(widget=forms.PasswordInput(attrs={"placeholder": "Password", "autofocus": True}))
    code = forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    words = forms.CharField(widget=forms.Textarea)
    many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple)
    one = forms.ChoiceField(choices=[("a", "A")])
    keep = forms.BooleanField()
    paper = forms.FileField()
    years = forms.IntegerField()
    hidden = forms.CharField(widget=forms.HiddenInput)


def test_each_widget_has_its_component() -> None:
    form = Plain()
    seen = {
        "login": 'autocapitalize="none"',
        "password": 'autocomplete="current-password"',
        "code": 'inputmode="numeric"',
        "words": "govuk-textarea",
        "many": "govuk-checkboxes",
        "one": "govuk-select",
        "keep": 'type="checkbox"',
        "paper": 'type="file"',
        "years": 'inputmode="numeric"',
        "hidden": 'type="hidden"',
    }
    for name, words in seen.items():
        assert words in draw(form[name]), name


def test_placeholders_are_left_out_and_focus_stays() -> None:
    made = draw(Plain()["password"])
    assert "placeholder" not in made
    assert "autofocus" in made


def test_a_parameter_can_be_given_in_part() -> None:
    made = draw(Plain()["login"], label={"text": "Your name"}, classes="govuk-input--width-10")
    assert "Your name" in made
    assert "govuk-label--s" in made


def test_an_error_of_a_hidden_field_has_no_link() -> None:
    links = {link["text"]: link for link in error_links(Plain({"login": "a"}))}
    assert "href" not in links["This field is required."] or len(links) == 1


class Kinds(ours.Form):
    first = ours.EmailField(width=7, attributes={"autocomplete": "email"})
    second = ours.NumberField(prefix="£")


def test_a_label_comes_from_the_name_when_there_is_none() -> None:
    made = draw(Kinds()["first"])
    assert "First" in made
    assert "govuk-input--width-10" in made
    assert made.count("autocomplete=") == 1
    assert "govuk-input__prefix" in draw(Kinds()["second"])
