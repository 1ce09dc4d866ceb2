// Purpose: the mentions of an article in the order in which it was read, each with the entity that it is.
// Parameters: $article  its id
// Returns: name, aliases, spans, and id, type, name and home of the entity.
MATCH (:Article {id: $article})-[m:MENTIONS]->(e:Entity)
RETURN m.name AS name, m.aliases AS aliases, m.spans AS spans, e.id AS entity_id, e.type AS entity_type,
       e.name AS entity_name, e.home AS entity_home
ORDER BY m.position
