-- Purpose: entities with a pair of characters in a name or alias, ranked as graph.search says.
-- Parameters: :text  two folded characters; :types  JSON list, empty for any; :limit, :offset
-- Returns: entity.
SELECT p.entity
FROM pair AS p
WHERE p.pair = :text
  AND (:types = '[]' OR (SELECT type FROM entity WHERE n = p.entity) IN (SELECT value FROM json_each(:types)))
ORDER BY p.rank, p.lack, p.id
LIMIT :limit OFFSET :offset
