CREATE TABLE asset (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    provenance TEXT NOT NULL,
    licence TEXT NOT NULL,
    archived_ms INTEGER,
    PRIMARY KEY (id)
);
CREATE TABLE asset_data(
    sha256 TEXT PRIMARY KEY NOT NULL,
    size INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE TABLE cast_member (
    id TEXT NOT NULL,
    panel_id TEXT NOT NULL,
    talent_id TEXT NOT NULL,
    look_id TEXT,
    rank TEXT NOT NULL,
    pose TEXT NOT NULL,
    expression TEXT NOT NULL,
    facing TEXT NOT NULL,
    head TEXT NOT NULL,
    gaze TEXT NOT NULL,
    outfit TEXT NOT NULL,
    prop TEXT NOT NULL,
    x_mm INTEGER NOT NULL,
    z_mm INTEGER NOT NULL,
    mirror INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(panel_id) REFERENCES panel (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(talent_id) REFERENCES talent (id) ON DELETE RESTRICT DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(look_id) REFERENCES look (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE history_row(
    id INTEGER PRIMARY KEY,
    step INTEGER NOT NULL REFERENCES history_step(id),
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    op TEXT NOT NULL CHECK(op IN ('i', 'u', 'd')),
    before TEXT,
    after TEXT
);
CREATE TABLE history_step(
    id INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    edit_uuid TEXT NOT NULL,
    kind TEXT NOT NULL CHECK(kind IN ('do', 'undo', 'redo', 'barrier')),
    "of" INTEGER,
    actor TEXT NOT NULL,
    label TEXT NOT NULL,
    merge_key TEXT NOT NULL,
    open INTEGER NOT NULL,
    "schema" INTEGER NOT NULL,
    at_ms INTEGER NOT NULL
);
CREATE TABLE look (
    id TEXT NOT NULL,
    talent_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    name TEXT NOT NULL,
    recipe TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(talent_id) REFERENCES talent (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE meta(key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
CREATE TABLE panel (
    id TEXT NOT NULL,
    scene_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    duration_ms INTEGER NOT NULL,
    size TEXT NOT NULL,
    angle TEXT NOT NULL,
    camera_move TEXT NOT NULL,
    subject TEXT NOT NULL,
    framing TEXT NOT NULL,
    setting TEXT NOT NULL,
    light TEXT NOT NULL,
    action TEXT NOT NULL,
    dialogue TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(scene_id) REFERENCES scene (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE prop_use (
    id TEXT NOT NULL,
    panel_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    prop TEXT NOT NULL,
    x_mm INTEGER NOT NULL,
    y_mm INTEGER NOT NULL,
    scale INTEGER NOT NULL,
    tilt INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(panel_id) REFERENCES panel (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE scene (
    id TEXT NOT NULL,
    spot_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(spot_id) REFERENCES spot (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE VIRTUAL TABLE search USING fts5(
    title, body, content='search_row', content_rowid='id', tokenize='ascii', prefix='2 3'
);
CREATE TABLE search_row(
    id INTEGER PRIMARY KEY,
    tbl TEXT NOT NULL,
    pk TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE VIRTUAL TABLE search_term USING fts5vocab(search, row);
CREATE TABLE spot (
    id TEXT NOT NULL,
    rank TEXT NOT NULL,
    title TEXT NOT NULL,
    client TEXT NOT NULL,
    ratio TEXT NOT NULL,
    fps_num INTEGER NOT NULL,
    fps_den INTEGER NOT NULL,
    placement TEXT NOT NULL,
    disclosure TEXT NOT NULL,
    accent TEXT NOT NULL,
    product TEXT NOT NULL,
    archived_ms INTEGER,
    PRIMARY KEY (id)
);
CREATE TABLE super (
    id TEXT NOT NULL,
    panel_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    words TEXT NOT NULL,
    style TEXT NOT NULL,
    position TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(panel_id) REFERENCES panel (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE talent (
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    handle TEXT NOT NULL,
    archived_ms INTEGER,
    PRIMARY KEY (id)
);
CREATE INDEX history_row_step ON history_row(step);
CREATE INDEX ix_cast_member_look_id ON cast_member (look_id);
CREATE INDEX ix_cast_member_panel_id ON cast_member (panel_id);
CREATE INDEX ix_cast_member_talent_id ON cast_member (talent_id);
CREATE INDEX ix_look_talent_id ON look (talent_id);
CREATE INDEX ix_panel_scene_id ON panel (scene_id);
CREATE INDEX ix_prop_use_panel_id ON prop_use (panel_id);
CREATE INDEX ix_scene_spot_id ON scene (spot_id);
CREATE INDEX ix_super_panel_id ON super (panel_id);
CREATE UNIQUE INDEX search_row_place ON search_row(tbl, pk);
