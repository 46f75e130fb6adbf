"""Every page of an episode opens for the team, saves, and is not there for the near miss."""

import datetime

import pytest
from django.urls import reverse

from teamaround.agencies.factories import signed_in
from teamaround.audit.recording import recording
from teamaround.episodes.concerns import set_look_again
from teamaround.episodes.models import Concern, Entry, Episode, SafeguardingReport
from teamaround.practice_data.cast import MAKER

pytestmark = pytest.mark.django_db
