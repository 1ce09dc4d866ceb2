-- Purpose: the least mention id of an entity.
-- Parameters: :key
-- Returns: id, or nothing.
SELECT id FROM identity WHERE key = :key ORDER BY id LIMIT 1
