-- Purpose: every entity, to derive it again.
-- Parameters: none
-- Returns: key.
SELECT key FROM entity ORDER BY key
