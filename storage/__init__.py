"""THE MEMORY: the only folder that speaks SQL: tables, migrations, one writer, queries by noun, the outbox."""
