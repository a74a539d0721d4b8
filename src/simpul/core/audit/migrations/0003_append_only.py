"""The log is append-only: refused by trigger for everybody, by permission for the role the program works with.

Plain SQL instead of pgtrigger: its triggers heed a session variable that switches them off.
"""

from django.db import migrations

TABLES = ("audit_auditevent", "audit_checkpoint")

FUNCTION = """
CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$
"""

TRIGGERS = """
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""

NO_TRIGGERS = """
DROP TRIGGER append_only ON {table};
DROP TRIGGER never_emptied ON {table};
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_checkpoint_reach")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION audit_refuse()"),
        *(migrations.RunSQL(TRIGGERS.format(table=table), NO_TRIGGERS.format(table=table)) for table in TABLES),
        *(
            migrations.RunSQL(
                f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM PUBLIC, CURRENT_USER",
                f"GRANT UPDATE, DELETE, TRUNCATE ON {table} TO CURRENT_USER",
            )
            for table in TABLES
        ),
    ]
