// Purpose: claims of the type VISITED are read newest first.
CREATE INDEX visited_since IF NOT EXISTS FOR ()-[c:VISITED]-() ON (c.since)
