-- Schema of the SQLite engine, version 1.
-- What articles say is kept as it was read (article, address, mention, claim); everything below `identity` is derived
-- from it and from the gazetteer. `n` is a row's number inside this file and never leaves it: ids do.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

-- `uri` is the address whose text is the one kept.
CREATE TABLE article (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    uri TEXT NOT NULL,
    given_id TEXT,
    title TEXT,
    source TEXT,
    published TEXT,
    text TEXT NOT NULL,
    spans TEXT NOT NULL,
    extractor TEXT NOT NULL
);

CREATE TABLE address (
    uri TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (n),
    name TEXT NOT NULL,
    url TEXT
) WITHOUT ROWID;
CREATE INDEX address_article ON address (article);

CREATE TABLE mention (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article (n),
    key TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    home TEXT,
    spans TEXT NOT NULL
);
CREATE INDEX mention_article ON mention (article);

CREATE TABLE claim (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES article (n),
    source INTEGER NOT NULL REFERENCES mention (n),
    target INTEGER NOT NULL REFERENCES mention (n),
    type TEXT NOT NULL,
    date TEXT,
    amount INTEGER,
    currency TEXT,
    status TEXT NOT NULL,
    evidence TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    confidence REAL NOT NULL
);
CREATE INDEX claim_article ON claim (article);
CREATE INDEX claim_source ON claim (source);
CREATE INDEX claim_target ON claim (target);

-- Derived: which entity a mention is. Mentions of one `key` are one entity.
CREATE TABLE identity (
    mention INTEGER PRIMARY KEY REFERENCES mention (n),
    id TEXT NOT NULL,
    key TEXT NOT NULL,
    known TEXT,
    known_name TEXT,
    stated_home TEXT,
    inferred_home TEXT
);
CREATE INDEX identity_key ON identity (key, id);

-- What the mentions of an entity say of it, counted, so that an entity mentioned in every article is derived
-- again without reading all its mentions (see graph.entities.Tally).
CREATE TABLE tally (
    key TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (key, kind, value)
) WITHOUT ROWID;

CREATE TABLE city (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    short TEXT NOT NULL,
    level TEXT NOT NULL,
    part_of TEXT REFERENCES city (code) DEFERRABLE INITIALLY DEFERRED,
    province TEXT NOT NULL,
    prefecture TEXT,
    county TEXT,
    lon REAL NOT NULL,
    lat REAL NOT NULL,
    folded_name TEXT NOT NULL,
    folded_short TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX city_name ON city (folded_name);
CREATE INDEX city_short ON city (folded_short);
CREATE INDEX city_part_of ON city (part_of);

-- `province`, `prefecture` and `county` are what `home` counts as at each level.
CREATE TABLE entity (
    n INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    aliases TEXT NOT NULL,
    home TEXT,
    home_stated INTEGER NOT NULL,
    province TEXT,
    prefecture TEXT,
    county TEXT,
    support INTEGER NOT NULL
);

CREATE INDEX entity_mentioned ON entity (type) WHERE support > 0;

-- Which articles mention an entity; `published` is empty where the date is not known.
CREATE TABLE appearance (
    entity INTEGER NOT NULL REFERENCES entity (n),
    published TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (n),
    PRIMARY KEY (entity, published, article)
) WITHOUT ROWID;
CREATE INDEX appearance_article ON appearance (article);

-- A claim between canonical entities, lean: `event` is the claim whose id is the event's, `since` and `until` are the
-- first and last day that its date can mean. A claim with both ends in one entity has no row.
CREATE TABLE edge (
    claim INTEGER PRIMARY KEY REFERENCES claim (n),
    id TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES claim (n) DEFERRABLE INITIALLY DEFERRED,
    article INTEGER NOT NULL REFERENCES article (n),
    source INTEGER NOT NULL REFERENCES entity (n),
    target INTEGER NOT NULL REFERENCES entity (n),
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    since TEXT,
    until TEXT,
    amount INTEGER,
    currency TEXT,
    confidence REAL NOT NULL,
    source_province TEXT,
    source_prefecture TEXT,
    source_county TEXT,
    target_province TEXT,
    target_prefecture TEXT,
    target_county TEXT
);
CREATE INDEX edge_source ON edge (source);
CREATE INDEX edge_target ON edge (target);
CREATE INDEX edge_article ON edge (article);
CREATE INDEX edge_event ON edge (event);
CREATE INDEX edge_newest ON edge (since DESC, id);

-- The claims with an end in a division, at each level; kept in step with `edge` by the triggers below.
CREATE TABLE reach (
    code TEXT NOT NULL,
    claim INTEGER NOT NULL,
    PRIMARY KEY (code, claim)
) WITHOUT ROWID;

-- How many claims there are of each kind, kept in step likewise; `first` marks the claim that names its event.
CREATE TABLE total (
    type TEXT NOT NULL,
    status TEXT NOT NULL,
    undated INTEGER NOT NULL,
    unplaced INTEGER NOT NULL,
    first INTEGER NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (type, status, undated, unplaced, first)
) WITHOUT ROWID;

CREATE TRIGGER edge_added AFTER INSERT ON edge BEGIN
    INSERT INTO total (type, status, undated, unplaced, first, count)
    VALUES (new.type, new.status, new.since IS NULL,
            new.source_province IS NULL OR new.target_province IS NULL, new.event = new.claim, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
    INSERT OR IGNORE INTO reach (code, claim)
    SELECT value, new.claim
    FROM json_each(json_array(new.source_province, new.source_prefecture, new.source_county,
                              new.target_province, new.target_prefecture, new.target_county))
    WHERE value IS NOT NULL;
END;

CREATE TRIGGER edge_removed AFTER DELETE ON edge BEGIN
    UPDATE total SET count = count - 1
    WHERE type = old.type AND status = old.status AND undated = (old.since IS NULL)
      AND unplaced = (old.source_province IS NULL OR old.target_province IS NULL) AND first = (old.event = old.claim);
    DELETE FROM reach
    WHERE claim = old.claim
      AND code IN (old.source_province, old.source_prefecture, old.source_county,
                   old.target_province, old.target_prefecture, old.target_county);
END;

CREATE TRIGGER edge_moved AFTER UPDATE OF
    source_province, source_prefecture, source_county, target_province, target_prefecture, target_county ON edge
BEGIN
    UPDATE total SET count = count - 1
    WHERE type = old.type AND status = old.status AND undated = (old.since IS NULL)
      AND unplaced = (old.source_province IS NULL OR old.target_province IS NULL) AND first = (old.event = old.claim);
    INSERT INTO total (type, status, undated, unplaced, first, count)
    VALUES (new.type, new.status, new.since IS NULL,
            new.source_province IS NULL OR new.target_province IS NULL, new.event = new.claim, 1)
    ON CONFLICT DO UPDATE SET count = count + 1;
    DELETE FROM reach
    WHERE claim = old.claim
      AND code IN (old.source_province, old.source_prefecture, old.source_county,
                   old.target_province, old.target_prefecture, old.target_county);
    INSERT OR IGNORE INTO reach (code, claim)
    SELECT value, new.claim
    FROM json_each(json_array(new.source_province, new.source_prefecture, new.source_county,
                              new.target_province, new.target_prefecture, new.target_county))
    WHERE value IS NOT NULL;
END;

-- The search index. `folded` is graph.names.fold of a name or alias.
CREATE TABLE name (
    n INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL REFERENCES entity (n),
    folded TEXT NOT NULL,
    alias INTEGER NOT NULL
);
CREATE INDEX name_entity ON name (entity);

CREATE VIRTUAL TABLE name_trigram USING fts5 (
    folded, content = 'name', content_rowid = 'n', tokenize = 'trigram case_sensitive 1'
);
CREATE TRIGGER name_added AFTER INSERT ON name BEGIN
    INSERT INTO name_trigram (rowid, folded) VALUES (new.n, new.folded);
END;
CREATE TRIGGER name_removed AFTER DELETE ON name BEGIN
    INSERT INTO name_trigram (name_trigram, rowid, folded) VALUES ('delete', old.n, old.folded);
END;

-- Two characters are too few for a trigram: every pair that stands in an entity's names, with the rank that it has in
-- a search for that pair (see graph.search). `lack` is minus the number of binary digits of the entity's support: it
-- orders roughly and seldom changes, so that a search reads the first groups only, and writing stays cheap. `entity`
-- is no foreign key: its check would read the whole table.
CREATE TABLE pair (
    pair TEXT NOT NULL,
    rank INTEGER NOT NULL,
    lack INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    PRIMARY KEY (pair, rank, lack, entity)
) WITHOUT ROWID;
