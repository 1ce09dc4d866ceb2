-- Purpose: how well entities are supported, to choose among them.
-- Parameters: :entities  JSON list of entity numbers
-- Returns: n, support, id.
SELECT e.n, e.support, e.id FROM json_each(:entities) AS wanted CROSS JOIN entity AS e ON e.n = wanted.value
