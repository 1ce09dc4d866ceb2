-- Purpose: the names of divisions.
-- Parameters: :codes  JSON list
-- Returns: code, name.
SELECT c.code, c.name FROM json_each(:codes) AS wanted CROSS JOIN city AS c ON c.code = wanted.value
