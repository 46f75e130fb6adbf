"""From the town's day numbers to dates: weekdays as they were written, nothing of the past ahead of today.

The stories were written for a Tuesday. On another day of the week the past is counted from the nearest
Tuesday (at most five days back, or tomorrow), so that lessons stay on school days; days to come that would
have gone by meanwhile move one week on.
"""

import datetime

from teamaround.kit import clock

TUESDAY = 1
OFFICE_HOUR = "16:00"
WEEK = datetime.timedelta(days=7)


class Days:
    """The calendar of one loading."""

    def __init__(self, today: datetime.date) -> None:
        self.today = today
        back = (today.weekday() - TUESDAY) % 7
        self.tuesday = today + datetime.timedelta(days=1 if back == 6 else -back)
        running = clock.now()
        self.now = running if today == clock.today() else self._at(today, "12:00")

    def date(self, day: int) -> datetime.date:
        """The date of a day number: a past one is never ahead, a future one never behind or today."""
        found = self.tuesday + datetime.timedelta(days=day)
        if day <= 0:
            return min(found, self.today)
        return found if found > self.today else found + WEEK

    def maybe(self, day: int | None) -> datetime.date | None:
        """The date, where a day is given."""
        return None if day is None else self.date(day)

    def moment(self, day: int, time: str | None = None) -> datetime.datetime:
        """When something was written down; what is past is never ahead of the moment of loading."""
        found = self._at(self.date(day), time or OFFICE_HOUR)
        return min(found, self.now) if day <= 0 else found

    def on(self, date: datetime.date, time: str = OFFICE_HOUR) -> datetime.datetime:
        """A moment of a date that was worked out already."""
        found = self._at(date, time)
        return min(found, self.now) if date <= self.today else found

    @staticmethod
    def time(written: str | None) -> datetime.time | None:
        """ "15:45" as a time of the day."""
        return datetime.time.fromisoformat(written) if written else None

    def _at(self, date: datetime.date, time: str) -> datetime.datetime:
        local = datetime.datetime.combine(date, datetime.time.fromisoformat(time), tzinfo=clock.LONDON)
        return local.astimezone(datetime.UTC)

    def school_day(self, date: datetime.date) -> datetime.date:
        """The date itself, or the Friday before a weekend."""
        return date - datetime.timedelta(days=max(0, date.weekday() - 4))
