from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "teamaround.exchange"
    label = "exchange"

    def ready(self) -> None:
        from teamaround.exchange import offers

        offers.register()
