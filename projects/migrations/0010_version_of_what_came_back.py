"""A project that is brought back gets a version that it never had.

Else who opened it before it was removed, at version 1, would save over all that came after. The number of
its next event is higher than any version it can have had: each came with an event.
"""

from django.db import migrations

CAME_BACK = """
CREATE FUNCTION projects_version_of_what_came_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM projects_projectevent WHERE pgh_obj_id = NEW.id) THEN
        NEW.version := nextval('municipalities_event_number');
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER project_version_of_what_came_back BEFORE INSERT ON projects_project
    FOR EACH ROW EXECUTE FUNCTION projects_version_of_what_came_back();
"""

UNDO = """
DROP TRIGGER project_version_of_what_came_back ON projects_project;
DROP FUNCTION projects_version_of_what_came_back();
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0009_project_upload")]

    operations = [migrations.RunSQL(CAME_BACK, UNDO)]
