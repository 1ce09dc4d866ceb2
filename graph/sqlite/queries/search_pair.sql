-- Purpose: entities with a pair of characters in a name or alias, of the groups from one to another, ranked as
--   graph.search says.
-- Parameters: :text  two folded characters; :types  JSON list, empty for any; :rank, :lack  the first group;
--   :last_rank, :last_lack  the last; :limit, :offset  within these groups
-- Returns: entity.
SELECT p.entity
FROM pair AS p CROSS JOIN entity AS e ON e.n = p.entity
WHERE p.pair = :text
  AND (p.rank, p.lack) >= (:rank, :lack)
  AND (p.rank, p.lack) <= (:last_rank, :last_lack)
  AND (:types = '[]' OR e.type IN (SELECT value FROM json_each(:types)))
ORDER BY p.rank, e.support DESC, e.id
LIMIT :limit OFFSET :offset
