from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "teamaround.exchange"
    label = "exchange"
