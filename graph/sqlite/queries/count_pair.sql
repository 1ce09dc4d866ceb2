-- Purpose: the number of entities with a pair of characters in a name or alias, in groups, best first.
-- Parameters: :text  two folded characters; :types  JSON list, empty for any
-- Returns: rank, lack, count; the order of the groups is that of graph.search.
SELECT rank, lack, count(*) AS count
FROM pair AS p
WHERE pair = :text
  AND (:types = '[]' OR (SELECT type FROM entity WHERE n = p.entity) IN (SELECT value FROM json_each(:types)))
GROUP BY rank, lack
ORDER BY rank, lack
