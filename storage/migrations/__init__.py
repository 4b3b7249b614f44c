"""The history of the tables, one Alembic step after another, for both engines."""
