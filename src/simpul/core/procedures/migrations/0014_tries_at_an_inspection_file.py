from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("procedures", "0013_inspection_of_the_past"),
    ]

    operations = [
        migrations.AddField(
            model_name="inspectionfile",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
