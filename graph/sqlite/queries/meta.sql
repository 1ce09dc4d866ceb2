-- Purpose: a fact about the graph as a whole.
-- Parameters: :name
-- Returns: value, or nothing.
SELECT value FROM meta WHERE name = :name
