from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "teamaround.notifications"
    label = "notifications"

    def ready(self) -> None:
        """What the system does by itself for the packages below and for the outbox."""
        from teamaround.agencies import unsent
        from teamaround.agencies.announcements import sign_in_link_made
        from teamaround.audit import partitions, sealing, submissions
        from teamaround.notifications import delivery, jobs, kinds, rows, sign_in_links, ticks, worktray

        kinds.register(sign_in_links.SIGN_IN_LINK)
        sign_in_link_made.listen(sign_in_links.send)
        ticks.register("audit.seal", sealing.seal_all)
        ticks.register("audit.seal_everything", lambda: sealing.seal_all(everything=True), every=ticks.DAY)
        ticks.register("audit.partitions", partitions.ensure_partitions, every=ticks.DAY)
        ticks.register("audit.submissions", submissions.forget_old, every=ticks.DAY)
        ticks.register("agencies.unsent", unsent.throw_away_old)
        ticks.register("agencies.sessions", rows.clear_sessions, every=ticks.DAY)
        ticks.register("notifications.deliver", delivery.deliver, every=ticks.SECONDS)
        ticks.register("notifications.lost_jobs", jobs.give_back_lost)
        worktray.register_rows("notifications.not_told", rows.not_told)
        worktray.register_rows("notifications.unsent_words", rows.unsent_words)
