// Purpose: claims of the type PARTNERED are read newest first.
CREATE INDEX partnered_since IF NOT EXISTS FOR ()-[c:PARTNERED]-() ON (c.since)
