from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("signing", "0009_picture_of_a_stamp"),
    ]

    operations = [
        migrations.AddField(
            model_name="signinground",
            name="duty_told_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="signinground",
            name="originals_told_at",
            field=models.DateTimeField(null=True),
        ),
    ]
