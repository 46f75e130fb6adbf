from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "teamaround.referrals"
    label = "referrals"

    def ready(self) -> None:
        from teamaround.referrals import offers

        offers.register()
