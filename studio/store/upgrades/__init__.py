"""Bringing an older workspace to the schema of today.

`run.upgrade` does it, `chain` knows Alembic, and `revisions` holds the steps, one module each:
`s0002_what_changes.py` brings a file from schema 1 to schema 2. A revision has

- `revision = "0002"`, the schema's number in four digits, and `down_revision = "0001"`;
- `oldest_reader`, the oldest schema whose programs can still read what it makes;
- `recounted`, the tables whose number of rows it changes (or that it drops), if there are any;
- `upgrade()`, with plain ALTER where SQLite can, else `op.batch_alter_table`. A new column with a
  reference needs `inline_references=True`. Rows are read and written through `op.get_bind()`,
  never through today's models: those move on.

A new schema takes a revision, and `SCHEMA` and `OLDEST_READER` in `store.schema`; a test compares
what all revisions make with what the models make. Until the first release there is one revision,
the baseline, and `python -m tests.store.upgrades.write_baseline` writes it anew from the models.
"""
