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
CREATE TABLE brand (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    website TEXT NOT NULL,
    promise TEXT NOT NULL,
    audience TEXT NOT NULL,
    tone TEXT NOT NULL,
    never TEXT NOT NULL,
    notes TEXT NOT NULL,
    archived_ms INTEGER,
    PRIMARY KEY (id)
);
CREATE TABLE brand_colour (
    id TEXT NOT NULL,
    brand_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
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
CREATE TABLE channel (
    id TEXT NOT NULL,
    talent_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL,
    url TEXT NOT NULL,
    followers INTEGER NOT NULL,
    discloses INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(talent_id) REFERENCES talent (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE claim (
    id TEXT NOT NULL,
    brand_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    words TEXT NOT NULL,
    evidence TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE consent (
    id TEXT NOT NULL,
    talent_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    kind TEXT NOT NULL,
    giver TEXT NOT NULL,
    uses TEXT NOT NULL,
    media TEXT NOT NULL,
    territories TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    revoked_on TEXT NOT NULL,
    training INTEGER NOT NULL,
    document_id TEXT,
    notes TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(talent_id) REFERENCES talent (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(document_id) REFERENCES asset (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE deal (
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    brand_id TEXT,
    status TEXT NOT NULL,
    currency TEXT NOT NULL,
    fee_minor INTEGER NOT NULL,
    net_days INTEGER NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    terms TEXT NOT NULL,
    notes TEXT NOT NULL,
    archived_ms INTEGER,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE deal_window (
    id TEXT NOT NULL,
    deal_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    kind TEXT NOT NULL,
    scope TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE deliverable (
    id TEXT NOT NULL,
    deal_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    name TEXT NOT NULL,
    platform TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    due_on TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE disclaimer (
    id TEXT NOT NULL,
    brand_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    name TEXT NOT NULL,
    words TEXT NOT NULL,
    least_ms INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
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
CREATE TABLE product (
    id TEXT NOT NULL,
    brand_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    pack TEXT NOT NULL,
    body TEXT NOT NULL,
    cap TEXT NOT NULL,
    label TEXT NOT NULL,
    label_words TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
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
CREATE TABLE split (
    id TEXT NOT NULL,
    deal_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    payee TEXT NOT NULL,
    role TEXT NOT NULL,
    talent_id TEXT,
    fixed_minor INTEGER NOT NULL,
    share_bp INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(deal_id) REFERENCES deal (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE,
    FOREIGN KEY(talent_id) REFERENCES talent (id) ON DELETE SET NULL DEFERRABLE INITIALLY IMMEDIATE
);
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
    status TEXT NOT NULL,
    tagline TEXT NOT NULL,
    pronouns TEXT NOT NULL,
    age INTEGER NOT NULL,
    home TEXT NOT NULL,
    languages TEXT NOT NULL,
    owner TEXT NOT NULL,
    story TEXT NOT NULL,
    personality TEXT NOT NULL,
    tone TEXT NOT NULL,
    never TEXT NOT NULL,
    notes TEXT NOT NULL,
    archived_ms INTEGER,
    PRIMARY KEY (id)
);
CREATE TABLE type_style (
    id TEXT NOT NULL,
    brand_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    role TEXT NOT NULL,
    family TEXT NOT NULL,
    weight TEXT NOT NULL,
    usage TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE voice (
    id TEXT NOT NULL,
    talent_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    donor TEXT NOT NULL,
    languages TEXT NOT NULL,
    words_per_minute INTEGER NOT NULL,
    notes TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(talent_id) REFERENCES talent (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE TABLE word_rule (
    id TEXT NOT NULL,
    brand_id TEXT NOT NULL,
    rank TEXT NOT NULL,
    kind TEXT NOT NULL,
    words TEXT NOT NULL,
    "instead" TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(brand_id) REFERENCES brand (id) ON DELETE CASCADE DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX history_row_step ON history_row(step);
CREATE INDEX ix_brand_colour_brand_id ON brand_colour (brand_id);
CREATE INDEX ix_cast_member_look_id ON cast_member (look_id);
CREATE INDEX ix_cast_member_panel_id ON cast_member (panel_id);
CREATE INDEX ix_cast_member_talent_id ON cast_member (talent_id);
CREATE INDEX ix_channel_talent_id ON channel (talent_id);
CREATE INDEX ix_claim_brand_id ON claim (brand_id);
CREATE INDEX ix_consent_document_id ON consent (document_id);
CREATE INDEX ix_consent_talent_id ON consent (talent_id);
CREATE INDEX ix_deal_brand_id ON deal (brand_id);
CREATE INDEX ix_deal_window_deal_id ON deal_window (deal_id);
CREATE INDEX ix_deliverable_deal_id ON deliverable (deal_id);
CREATE INDEX ix_disclaimer_brand_id ON disclaimer (brand_id);
CREATE INDEX ix_look_talent_id ON look (talent_id);
CREATE INDEX ix_panel_scene_id ON panel (scene_id);
CREATE INDEX ix_product_brand_id ON product (brand_id);
CREATE INDEX ix_prop_use_panel_id ON prop_use (panel_id);
CREATE INDEX ix_scene_spot_id ON scene (spot_id);
CREATE INDEX ix_split_deal_id ON split (deal_id);
CREATE INDEX ix_split_talent_id ON split (talent_id);
CREATE INDEX ix_super_panel_id ON super (panel_id);
CREATE INDEX ix_type_style_brand_id ON type_style (brand_id);
CREATE INDEX ix_voice_talent_id ON voice (talent_id);
CREATE INDEX ix_word_rule_brand_id ON word_rule (brand_id);
CREATE UNIQUE INDEX search_row_place ON search_row(tbl, pk);
