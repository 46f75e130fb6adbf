from django.apps import AppConfig


class LeadProfessionalConfig(AppConfig):
    name = "teamaround.lead_professional"
    label = "lead_professional"
