"""Small models that exist in tests alone: notes in folders, with labels, all protected but the shelf."""

from django.db import connection, models
from django.test.utils import isolate_apps

from teamaround.audit.protected import Protected
from teamaround.audit.sealed_rows import Sealed

with isolate_apps("teamaround.audit"):

    class Shelf(models.Model):
        """Not protected."""

        class Meta:
            app_label = "audit"
            db_table = "tiny_shelf"

    class Folder(Protected):
        shelf = models.ForeignKey(Shelf, on_delete=models.PROTECT, null=True)
        title = models.CharField(max_length=20)

        class Meta(Protected.Meta):
            app_label = "audit"
            db_table = "tiny_folder"

    class Note(Protected):
        folder = models.ForeignKey(Folder, on_delete=models.PROTECT, null=True, related_name="notes")
        text = models.CharField(max_length=20)
        labels = models.ManyToManyField("Label", through="Labelled")

        class Meta(Protected.Meta):
            app_label = "audit"
            db_table = "tiny_note"

    class Label(Protected):
        word = models.CharField(max_length=20)

        class Meta(Protected.Meta):
            app_label = "audit"
            db_table = "tiny_label"

    class Labelled(Protected):
        note = models.ForeignKey(Note, on_delete=models.PROTECT)
        label = models.ForeignKey(Label, on_delete=models.PROTECT)

        class Meta(Protected.Meta):
            app_label = "audit"
            db_table = "tiny_labelled"

    class Leaflet(Sealed):
        """A row that is its own record, with a column of every kind."""

        folder = models.ForeignKey(Folder, on_delete=models.PROTECT, null=True)
        text = models.CharField(max_length=20)
        facts = models.JSONField(default=dict)
        kept = models.BooleanField(default=False)
        on = models.DateField(null=True)
        at = models.DateTimeField(null=True)

        sealed_columns = {1: ("folder_id", "text", "facts", "kept", "on", "at")}

        class Meta(Sealed.Meta):
            app_label = "audit"
            db_table = "tiny_leaflet"


MOMENT = "timestamptz" if connection.vendor == "postgresql" else "datetime"
FACTS = "jsonb" if connection.vendor == "postgresql" else "text"
LEAFLET = f', folder_id bigint NULL, text varchar(20), facts {FACTS}, kept bool, "on" date NULL, at {MOMENT} NULL'

COLUMNS = {
    Shelf: "",
    Folder: ", shelf_id bigint NULL, title varchar(20)",
    Note: ", folder_id bigint NULL, text varchar(20)",
    Label: ", word varchar(20)",
    Labelled: ", note_id bigint, label_id bigint",
    Leaflet: f"{LEAFLET}, schema_version smallint, nonce varchar(20), digest varchar(64)",
}


def make_tables() -> None:
    """They go with the test's transaction."""
    number = "bigserial PRIMARY KEY" if connection.vendor == "postgresql" else "integer PRIMARY KEY AUTOINCREMENT"
    with connection.cursor() as cursor:
        for model, columns in COLUMNS.items():
            cursor.execute(f"CREATE TABLE {model._meta.db_table} (id {number}{columns})")
