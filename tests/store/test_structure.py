"""Two structures are the same when they rule the same, however they were written."""

import sqlite3
from contextlib import closing

import pytest

from studio.store import structure
from studio.store.structure import Fact

PLAIN = 'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, PRIMARY KEY (id))'


def facts(*statements: str) -> frozenset[Fact]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)
        return structure.facts(raw)


PARENT = "CREATE TABLE b (id TEXT PRIMARY KEY)"
CHILD = (
    "CREATE TABLE a (id TEXT, b_id TEXT, FOREIGN KEY(b_id) REFERENCES b (id) "
    "ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE)"
)
SAME = {
    "spaces": ('create\ntable a(id TEXT not null,\n"of"\tINTEGER , primary  key( id))',),
    "quotes": ('CREATE TABLE "a" (`id` TEXT NOT NULL, [of] INTEGER, PRIMARY KEY ("id"))',),
    "comments": (
        'CREATE TABLE a (id TEXT NOT NULL /* x, y */, "of" INTEGER -- (\n, PRIMARY KEY(id))',
    ),
    "the key beside its column": ('CREATE TABLE a (id TEXT PRIMARY KEY NOT NULL, "of" INTEGER)',),
    "the order of columns": ('CREATE TABLE a ("of" INTEGER, id TEXT NOT NULL, PRIMARY KEY (id))',),
    "names of constraints": (
        "CREATE TABLE a (id TEXT CONSTRAINT n not NULL, of INTEGER, CONSTRAINT k primary KEY(id))",
    ),
    "a column that may be empty": (
        'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER NULL, PRIMARY KEY (id))',
    ),
    "plain defaults": (
        "CREATE TABLE a (id TEXT NOT NULL DEFAULT 'a''', [of] INTEGER DEFAULT -1, PRIMARY KEY(id))",
    ),
    "a default of nothing": (
        'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER DEFAULT NULL, PRIMARY KEY (id))',
    ),
    "a column added later": (
        "CREATE TABLE a (id TEXT NOT NULL, PRIMARY KEY (id))",
        'ALTER TABLE a ADD COLUMN "of" INTEGER DEFAULT 7',
    ),
    "a table renamed": (
        'CREATE TABLE c (id TEXT NOT NULL, "of" INTEGER, PRIMARY KEY (id))',
        "ALTER TABLE c RENAME TO a",
    ),
    "a column dropped": (
        'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, x TEXT, PRIMARY KEY (id))',
        "ALTER TABLE a DROP COLUMN x",
    ),
}


@pytest.mark.parametrize("way", SAME)
def test_these_do_not_count(way: str) -> None:
    assert facts(*SAME[way]) == facts(PLAIN)


DIFFERENT = [
    'CREATE TABLE a (id TEXT, "of" INTEGER, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" TEXT, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER)',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, PRIMARY KEY (id DESC))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, PRIMARY KEY (id, "of"))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, PRIMARY KEY (id)) WITHOUT ROWID',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, PRIMARY KEY (id)) STRICT',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER, x TEXT, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER UNIQUE, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER CHECK("of" > 0), PRIMARY KEY (id))',
    "CREATE TABLE a (id TEXT NOT NULL, \"of\" INTEGER, PRIMARY KEY (id), CHECK(id <> ''))",
    'CREATE TABLE a (id TEXT NOT NULL COLLATE NOCASE, "of" INTEGER, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER AS (1), PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER GENERATED ALWAYS AS (1), PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER DEFAULT (random()), PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER DEFAULT CURRENT_TIME, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "of" INTEGER NOT NULL ON CONFLICT IGNORE, PRIMARY KEY (id))',
    'CREATE TABLE a (id TEXT NOT NULL, "OF" INTEGER, PRIMARY KEY (id))',
]


@pytest.mark.parametrize("statement", DIFFERENT)
def test_all_that_rules_rows_counts(statement: str) -> None:
    assert facts(statement) != facts(PLAIN)


@pytest.mark.parametrize(
    "statement",
    [
        'CREATE INDEX i ON a ("of")',
        'CREATE UNIQUE INDEX i ON a ("of")',
        "CREATE VIEW v AS SELECT * FROM a",
        "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END",
        "CREATE TABLE c (id)",
        "CREATE VIRTUAL TABLE c USING fts5(x)",
    ],
)
def test_all_that_is_beside_a_table_counts(statement: str) -> None:
    assert facts(PLAIN, statement) > facts(PLAIN)


def test_indexes_differ_in_all_that_they_say() -> None:
    said = ["i ON a (id)", "i ON a (id DESC)", "i ON a (id) WHERE id <> ''", "j ON a (id)"]
    said += ["i ON a (id COLLATE NOCASE)", 'i ON a (id, "of")', "i ON a (lower(id))"]
    found = {facts(PLAIN, f"CREATE INDEX {words}") for words in said}
    assert len(found) == len(said)
    assert facts(PLAIN, "CREATE INDEX i ON a (id)") == facts(PLAIN, 'CREATE INDEX "i" ON "a"("id")')


def test_a_reference_is_the_same_beside_its_column_or_after_all() -> None:
    added = "b_id TEXT REFERENCES b(id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE"
    whole = facts(PARENT, CHILD)
    assert whole == facts(PARENT, f"CREATE TABLE a (id TEXT, {added})")
    assert whole == facts(PARENT, "CREATE TABLE a (id TEXT)", f"ALTER TABLE a ADD COLUMN {added}")


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("SET NULL", "SET DEFAULT"),
        ("SET NULL", "CASCADE"),
        ("SET NULL", "SET NULL ON UPDATE CASCADE"),
        ("DEFERRABLE INITIALLY IMMEDIATE", "DEFERRABLE INITIALLY DEFERRED"),
        ("DEFERRABLE", "NOT DEFERRABLE"),
        (" DEFERRABLE INITIALLY IMMEDIATE", ""),
        ("REFERENCES b (id)", "REFERENCES b"),
        ("REFERENCES b", "REFERENCES a"),
        ("KEY(b_id)", "KEY(id)"),
    ],
)
def test_every_clause_of_a_reference_counts(words: str, others: str) -> None:
    assert words in CHILD
    found = facts(PARENT, CHILD.replace(words, others))
    assert found != facts(PARENT, CHILD)
    assert found != facts(PARENT, CHILD.replace("FOREIGN", "CHECK(1), FOREIGN"))


def test_a_clause_that_follows_a_reference_is_not_part_of_it() -> None:
    beside = "b_id TEXT REFERENCES b ON DELETE SET NULL NOT DEFERRABLE NOT NULL DEFAULT '' UNIQUE"
    found = facts(PARENT, f"CREATE TABLE a ({beside})")
    assert ("not", "a", "b_id", "null") in found
    assert ("unique", "a", "(", "b_id", ")") in found
    words = "key ( b_id ) references b on delete set null not deferrable"
    assert ("foreign", "a", *words.split()) in found


def test_a_text_is_not_a_name() -> None:
    checks = ["kind = 'of'", 'kind = "of"', "kind = 'OF'"]
    found = {facts(f'CREATE TABLE a (kind TEXT, "of" TEXT, CHECK({check}))') for check in checks}
    assert len(found) == 3


def test_a_search_table_brings_its_shadows_and_no_others() -> None:
    search = "CREATE VIRTUAL TABLE search USING fts5(words)"
    found = facts(search)
    shadows = {fact[1] for fact in found if fact[0] == "shadow"}
    parts = ("config", "content", "data", "docsize", "idx")
    assert shadows == {f"search_{part}" for part in parts}
    assert len(found) == len(shadows) + 1

    other = facts(search, "CREATE TABLE search_more (id)")
    assert {fact for fact in other - found if fact[1] == "search_more"} == other - found != set()
    assert facts("CREATE TABLE search_data (id INTEGER PRIMARY KEY, block BLOB)").isdisjoint(found)


def test_a_search_table_that_is_told_otherwise_is_another() -> None:
    one = facts("CREATE VIRTUAL TABLE search USING fts5(words)")
    assert one == facts('CREATE VIRTUAL TABLE "search" USING FTS5( words )')
    assert one != facts("CREATE VIRTUAL TABLE search USING fts5(words, tokenize='ascii')")


def test_a_shadow_with_a_rule_of_its_own_is_noticed() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
        usual = structure.facts(raw)
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'v)', 'v DEFAULT (random()))') "
            "WHERE name = 'search_config'"
        )
        assert structure.facts(raw) > usual


def test_tables_of_rows_are_told_from_those_of_sqlite() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        raw.execute(PLAIN)
        raw.execute("INSERT INTO a VALUES('x', 1)")
        raw.execute("CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        raw.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
        raw.execute("CREATE TEMP TABLE c (id)")
        raw.execute("CREATE VIEW v AS SELECT 1")
        raw.execute("ANALYZE")
        assert structure.tables(raw) == {"a", "b"}
        assert structure.kinds(raw) == {"table", "index", "view"}
