from django.apps import AppConfig


class FamiliesConfig(AppConfig):
    name = "teamaround.families"
    label = "families"

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from teamaround.agencies import doors
        from teamaround.families import bar, enrolment, page_standing, safe_contact
        from teamaround.notifications import contacts, kinds
        from teamaround.notifications.kinds import Kind

        bar.offer_fact(30, safe_contact.carer_fact)
        bar.offer_cautions(70, safe_contact.cautions)
        bar.offer_can_do(85, bar.Door("who", _("Change who this is"), "families:who", "families.change_person"))
        contacts.register(safe_contact.reach, safe_contact.is_forbidden)
        page_standing.stands_on(page_standing.ties)
        doors.register(doors.Door("family", enrolment.enter, "family:ask"))
        code = _("%(secret)s is the code. Read it to the worker who is with you.")
        kinds.register(Kind(key="families.code", subject=_("Your code"), body=code))
        kinds.register(
            Kind(
                key="families.link",
                subject=_("Your link"),
                body=_("Here is the link you asked for. It works for 15 minutes: %(link)s"),
                path=lambda values: reverse("family:open", kwargs={"token": values["secret"]}),
            )
        )
