-- Purpose: entities with three or more characters in a name or alias, ranked as graph.search says.
-- Parameters: :text  folded; :phrase  the same as an FTS5 phrase; :types  JSON list, empty for any; :limit, :offset
-- Returns: entity, and total, the number of entities found.
SELECT found.entity, count(*) OVER () AS total
FROM (
    SELECT n.entity,
           min(CASE WHEN n.folded = :text THEN 2 * n.alias
                    WHEN substr(n.folded, 1, length(:text)) = :text THEN 2 * n.alias + 1
                    ELSE 4 + n.alias END) AS rank
    FROM name_trigram AS t CROSS JOIN name AS n ON n.n = t.rowid
    WHERE t.folded MATCH :phrase AND instr(n.folded, :text) > 0
    GROUP BY n.entity
) AS found
CROSS JOIN entity AS e ON e.n = found.entity
WHERE :types = '[]' OR e.type IN (SELECT value FROM json_each(:types))
ORDER BY found.rank, e.support DESC, e.id
LIMIT :limit OFFSET :offset
