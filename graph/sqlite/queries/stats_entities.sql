-- Purpose: the number of entities that articles mention, by type.
-- Parameters: none
-- Returns: type, count.
SELECT type, count(*) AS count FROM entity WHERE support > 0 GROUP BY type
