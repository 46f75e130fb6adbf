"""On PostgreSQL the event table is partitioned by month from the start. Triggers come after every migrate."""

from django.db import migrations

TABLE = """
CREATE TABLE audit_event (
    id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    authority_id bigint NULL,
    actor_kind varchar(12) NOT NULL,
    account_id bigint NULL,
    post_id bigint NULL,
    on_behalf_of_id bigint NULL,
    actor_name varchar(60) NOT NULL,
    action varchar(80) NOT NULL,
    outcome varchar(8) NOT NULL,
    children jsonb NOT NULL,
    basis varchar(80) NOT NULL,
    codes jsonb NOT NULL,
    policy_version varchar(20) NOT NULL,
    commitment varchar(64) NOT NULL,
    nonce varchar(20) NOT NULL,
    body text NOT NULL,
    digest varchar(64) NOT NULL,
    schema_version smallint NOT NULL CHECK (schema_version >= 0),
    transaction bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE SEQUENCE audit_event_id_seq AS bigint OWNED BY audit_event.id;
ALTER TABLE audit_event ALTER COLUMN id SET DEFAULT nextval('audit_event_id_seq');
CREATE INDEX audit_event_at ON audit_event (at);
CREATE INDEX audit_event_account_at ON audit_event (account_id, at);
CREATE INDEX audit_event_post_at ON audit_event (post_id, at);
CREATE INDEX audit_event_transaction ON audit_event (transaction);
CREATE TABLE audit_event_default PARTITION OF audit_event DEFAULT;
"""

# A month that already has rows in the default partition is left there: rows of events are never moved.
# SECURITY DEFINER: the role the application runs as may not create tables.
ENSURE = """
CREATE FUNCTION audit_ensure_partitions(first_month date, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
DECLARE
    made integer := 0;
    month_start date;
    starts timestamptz;
    ends timestamptz;
    name text;
    there boolean;
BEGIN
    FOR number IN 0..months - 1 LOOP
        month_start := (date_trunc('month', first_month) + make_interval(months => number))::date;
        name := 'audit_event_' || to_char(month_start, 'YYYY_MM');
        CONTINUE WHEN to_regclass(name) IS NOT NULL;
        starts := month_start::timestamp AT TIME ZONE 'UTC';
        ends := (month_start + interval '1 month') AT TIME ZONE 'UTC';
        SELECT EXISTS (SELECT 1 FROM audit_event_default WHERE at >= starts AND at < ends) INTO there;
        CONTINUE WHEN there;
        EXECUTE format('CREATE TABLE %I PARTITION OF audit_event FOR VALUES FROM (%L) TO (%L)', name, starts, ends);
        IF to_regproc('audit_refuse') IS NOT NULL THEN
            EXECUTE format(
                'CREATE TRIGGER %I BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse()',
                name || '_no_truncate', name
            );
        END IF;
        made := made + 1;
    END LOOP;
    RETURN made;
END $body$;
"""

PLAIN = "DROP FUNCTION audit_ensure_partitions(date, integer); DROP TABLE audit_event;"


def partition(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TABLE audit_event")
        schema_editor.execute(TABLE, params=None)
        schema_editor.execute(ENSURE, params=None)


def make_plain(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(PLAIN, params=None)
        schema_editor.create_model(apps.get_model("audit", "Event"))


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(partition, make_plain)]
