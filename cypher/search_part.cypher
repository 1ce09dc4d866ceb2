// Purpose: entities with some characters in a name or alias, ranked as graph.search says. Three or more begin at an
//   index; fewer read every name.
// Parameters: $text  folded; $types  empty for any; $offset, $end  the page
// Returns: total, the number of entities found; entities, the ids on the page.
MATCH (e:Entity)
WHERE e.names CONTAINS $text
WITH e, split(e.names, '\n') AS forms
WHERE size($types) = 0 OR e.type IN $types
WITH e, forms[0] AS name, forms[1..] AS aliases
WITH e, CASE
        WHEN name = $text THEN 0
        WHEN name STARTS WITH $text THEN 1
        WHEN $text IN aliases THEN 2
        WHEN any(alias IN aliases WHERE alias STARTS WITH $text) THEN 3
        WHEN name CONTAINS $text THEN 4
        ELSE 5
    END AS rank
ORDER BY rank, e.support DESC, e.id
WITH collect(e.id) AS found
RETURN size(found) AS total, found[$offset..$end] AS entities
