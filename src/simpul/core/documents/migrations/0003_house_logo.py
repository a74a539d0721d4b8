"""The logo at the head of an institution's papers."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("directory", "0007_old_tries"),
        ('documents', '0002_immutable_files'),
    ]

    operations = [
        migrations.CreateModel(
            name='HouseLogo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.storedfile')),
                ('institution', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='head_logo', to='directory.institution')),
            ],
        ),
    ]
