// Purpose: what lies in a prefecture is found.
CREATE INDEX entity_prefecture IF NOT EXISTS FOR (n:Entity) ON (n.prefecture)
