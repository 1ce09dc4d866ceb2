// Purpose: claims of the type FUNDED are read newest first.
CREATE INDEX funded_since IF NOT EXISTS FOR ()-[c:FUNDED]-() ON (c.since)
