"""The tables of the former sign-in limits held typed addresses in plain; they go."""

from django.db import migrations

_OLD = ("axes_accessattemptexpiration", "axes_accessattempt", "axes_accessfailurelog", "axes_accesslog")


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_assignment_unit")]
    operations = [
        migrations.RunSQL([f"DROP TABLE IF EXISTS {table}" for table in _OLD], migrations.RunSQL.noop),
    ]
