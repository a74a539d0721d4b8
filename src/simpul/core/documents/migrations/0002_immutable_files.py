"""A stored file is what it is: its bytes and its owner never change, and an archived row does not change at all."""

from django.db import migrations

GUARD = """
CREATE FUNCTION documents_file_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        IF OLD.archived THEN
            RAISE EXCEPTION 'an archived file is never deleted: %', OLD.slug USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN OLD;
    END IF;
    IF (OLD.sha256, OLD.size, OLD.slug, OLD.institution_id)
           IS DISTINCT FROM (NEW.sha256, NEW.size, NEW.slug, NEW.institution_id)
       OR (OLD.archived AND OLD IS DISTINCT FROM NEW) THEN
        RAISE EXCEPTION 'a stored file never changes: %', OLD.slug USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER file_is_fixed BEFORE UPDATE OR DELETE ON documents_storedfile
    FOR EACH ROW EXECUTE FUNCTION documents_file_is_fixed();
"""

NO_GUARD = """
DROP TRIGGER file_is_fixed ON documents_storedfile;
DROP FUNCTION documents_file_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
