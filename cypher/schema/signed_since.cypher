// Purpose: claims of the type SIGNED are read newest first.
CREATE INDEX signed_since IF NOT EXISTS FOR ()-[c:SIGNED]-() ON (c.since)
