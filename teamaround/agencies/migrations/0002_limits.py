from django.core.management import call_command
from django.db import migrations

TABLE = "agencies_limits"


def make_table(apps, schema_editor):
    """The table in which limits on sign-in are counted (settings.CACHES); Django makes cache tables by command only."""
    call_command("createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    schema_editor.execute(f"DROP TABLE {schema_editor.quote_name(TABLE)}")


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]
    operations = [migrations.RunPython(make_table, drop_table)]
