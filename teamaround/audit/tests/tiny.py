"""Small models that exist in tests alone: notes in folders, with labels, all protected but the shelf."""

from django.db import connection, models
from django.test.utils import isolate_apps

from teamaround.audit.protected import Protected

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


COLUMNS = {
    Shelf: "",
    Folder: ", shelf_id bigint NULL, title varchar(20)",
    Note: ", folder_id bigint NULL, text varchar(20)",
    Label: ", word varchar(20)",
    Labelled: ", note_id bigint, label_id bigint",
}


def make_tables() -> None:
    """They go with the test's transaction."""
    number = "bigserial PRIMARY KEY" if connection.vendor == "postgresql" else "integer PRIMARY KEY AUTOINCREMENT"
    with connection.cursor() as cursor:
        for model, columns in COLUMNS.items():
            cursor.execute(f"CREATE TABLE {model._meta.db_table} (id {number}{columns})")
