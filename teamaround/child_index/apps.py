from django.apps import AppConfig


class ChildIndexConfig(AppConfig):
    name = "teamaround.child_index"
    label = "child_index"

    def ready(self) -> None:
        from teamaround.child_index import entry_offers, index_team, offers, service_offers, shield_offers

        offers.register()
        shield_offers.register()
        index_team.register()
        entry_offers.register()
        service_offers.register()
