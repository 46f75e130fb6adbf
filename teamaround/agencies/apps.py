from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "teamaround.agencies"
    label = "agencies"

    def ready(self) -> None:
        """The sign-in library tells of second factors by its own signals; nothing of ours is a signal."""
        from allauth.mfa import signals

        from teamaround.access import unsent as when_signed_out
        from teamaround.agencies import checks, sign_in, unsent  # noqa: F401

        signals.authenticator_added.connect(sign_in.second_factor_added, dispatch_uid="teamaround_added")
        signals.authenticator_removed.connect(sign_in.second_factor_removed, dispatch_uid="teamaround_removed")
        signals.authentication_failed.connect(sign_in.second_factor_failed, dispatch_uid="teamaround_failed")
        when_signed_out.register(unsent.keep, unsent.way_back_in)
