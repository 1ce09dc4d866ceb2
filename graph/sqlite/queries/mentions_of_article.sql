-- Purpose: the mentions of an article in the order in which it was read, each with the entity that it is.
-- Parameters: :article  its number
-- Returns: name, aliases, spans, and id, type, name and home of the entity.
SELECT m.name, m.aliases, m.spans, e.id AS entity_id, e.type AS entity_type, e.name AS entity_name, e.home AS entity_home
FROM mention AS m CROSS JOIN identity AS i ON i.mention = m.n CROSS JOIN entity AS e ON e.key = i.key
WHERE m.article = :article
ORDER BY m.n
