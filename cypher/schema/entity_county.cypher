// Purpose: what lies in a county is found.
CREATE INDEX entity_county IF NOT EXISTS FOR (n:Entity) ON (n.county)
