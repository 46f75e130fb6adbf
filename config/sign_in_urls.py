"""The pages of the sign-in library that we use. No sign-up, no e-mail addresses, no reset by e-mail."""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from django.urls import include, path
from django.views.generic import TemplateView

urlpatterns = [
    path("", account.login, name="account_login"),
    path("out/", account.logout, name="account_logout"),
    path("again/", account.reauthenticate, name="account_reauthenticate"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("password/", account.password_change, name="account_change_password"),
    # where the library sends whoever has none: a password begins with a link of the index team, never here
    path("password/none/", TemplateView.as_view(template_name="account/no_password.html"), name="account_set_password"),
    path("second/", second_factor.index, name="mfa_index"),
    path("second/give/", second_factor.authenticate, name="mfa_authenticate"),
    path("second/again/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("second/app/", include("allauth.mfa.totp.urls")),
    path("second/passkey/", include("allauth.mfa.webauthn.urls")),
    path("second/recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
]
