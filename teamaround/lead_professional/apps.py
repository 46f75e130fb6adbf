from django.apps import AppConfig


class LeadProfessionalConfig(AppConfig):
    name = "teamaround.lead_professional"
    label = "lead_professional"

    def ready(self) -> None:
        from teamaround.lead_professional import offers

        offers.register()
