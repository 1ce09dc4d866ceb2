-- Purpose: the number of the entity with an id.
-- Parameters: :id
-- Returns: n, or nothing.
SELECT n FROM entity WHERE id = :id
