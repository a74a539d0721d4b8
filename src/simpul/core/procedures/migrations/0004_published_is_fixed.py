"""A published version of a procedure never changes: cases run on it for years."""

from django.db import migrations

GUARD = """
CREATE FUNCTION procedures_version_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.text, OLD.sha256, OLD.version, OLD.procedure_id, OLD.published_at)
           IS NOT DISTINCT FROM (NEW.text, NEW.sha256, NEW.version, NEW.procedure_id, NEW.published_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a published procedure never changes: version %', OLD.version
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER published_is_fixed BEFORE UPDATE OR DELETE ON procedures_procedureversion
    FOR EACH ROW EXECUTE FUNCTION procedures_version_is_fixed();
"""

NO_GUARD = """
DROP TRIGGER published_is_fixed ON procedures_procedureversion;
DROP FUNCTION procedures_version_is_fixed();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_lapsed_by")]

    operations = [migrations.RunSQL(GUARD, NO_GUARD)]
