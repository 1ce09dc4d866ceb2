// Purpose: entities are found by any three characters or more of a name (a text index keeps trigrams).
CREATE TEXT INDEX entity_names IF NOT EXISTS FOR (n:Entity) ON (n.names)
