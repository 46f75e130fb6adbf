from django.apps import AppConfig


class TeamAroundChildConfig(AppConfig):
    name = "teamaround.team_around_child"
    label = "team_around_child"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from teamaround.child_index.announcements import posts_round, transferred
        from teamaround.episodes.story import add_sentences
        from teamaround.families import bar
        from teamaround.families.bar import Door
        from teamaround.lead_professional.announcements import lead_changed
        from teamaround.team_around_child import moving_away, notices
        from teamaround.team_around_child.actions import lead_joins

        bar.offer_tab(40, Door("people", _("People"), "team_around_child:page", "team_around_child.read"))
        bar.offer_can_do(50, Door("lead", _("Who leads"), "lead_professional:page", "lead_professional.read"))
        add_sentences(
            team_around_child_joined="%(name)s joined the team.",
            team_around_child_left="%(name)s left the team.",
        )
        lead_changed.listen(lead_joins)
        transferred.listen(moving_away.hand_over)
        posts_round.listen(moving_away.posts_in_the_team)
        notices.register()
