-- Purpose: how many claims entities have, to tell hubs.
-- Parameters: :entities  JSON list of entity numbers
-- Returns: n, claims, in the order of the list.
SELECT wanted.value AS n,
       (SELECT count(*) FROM edge WHERE source = wanted.value)
       + (SELECT count(*) FROM edge WHERE target = wanted.value) AS claims
FROM json_each(:entities) AS wanted
ORDER BY wanted.key
