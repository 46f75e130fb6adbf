"""Every address of the site. Each view declares its action (teamaround/access/gate.py)."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
