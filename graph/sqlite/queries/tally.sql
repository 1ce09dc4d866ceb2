-- Purpose: what the mentions of an entity say.
-- Parameters: :key
-- Returns: kind, value, count.
SELECT kind, value, count FROM tally WHERE key = :key
