-- Purpose: the number of entities with a pair of characters in a name or alias.
-- Parameters: :text  two folded characters; :types  JSON list, empty for any
-- Returns: one number.
SELECT count(*)
FROM pair AS p
WHERE p.pair = :text
  AND (:types = '[]' OR (SELECT type FROM entity WHERE n = p.entity) IN (SELECT value FROM json_each(:types)))
