"""Definitions of questionnaires and forms: versions, routing, wording, answers, rendering. See README.md."""
