"""On PostgreSQL the keys for searching are partitioned by hash of the authority from the start (design.md 3).

A search is always inside one authority, so it reads one partition. The tables are empty when this runs. SQLite keeps
them as they are.
"""

from django.db import migrations

PARTITIONS = 16


def partition(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for name in ("SearchName", "SearchValue"):
        model = apps.get_model("child_index", name)
        table = model._meta.db_table
        columns = [f"\"id\" bigint NOT NULL DEFAULT nextval('{table}_ids')"]
        for field in model._meta.local_fields:
            if field.name != "id":
                sql, _params = schema_editor.column_sql(model, field)
                columns.append(f'"{field.column}" {sql}')
        schema_editor.execute(f'DROP TABLE "{table}"')
        schema_editor.execute(f'CREATE SEQUENCE "{table}_ids"')
        schema_editor.execute(
            f'CREATE TABLE "{table}" ({", ".join(columns)}, PRIMARY KEY (authority_id, id)) '
            "PARTITION BY HASH (authority_id)"
        )
        schema_editor.execute(f'ALTER SEQUENCE "{table}_ids" OWNED BY "{table}"."id"')
        for number in range(PARTITIONS):
            schema_editor.execute(
                f'CREATE TABLE "{table}_{number}" PARTITION OF "{table}" '
                f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {number})"
            )
        for index in model._meta.indexes:
            schema_editor.add_index(model, index)


class Migration(migrations.Migration):
    dependencies = [("child_index", "0001_initial")]
    operations = [migrations.RunPython(partition, migrations.RunPython.noop)]
