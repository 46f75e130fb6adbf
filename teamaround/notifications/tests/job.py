"""A job for the tests."""

from django_tasks import task


@task
def greet(name):
    return f"Hello {name}"
