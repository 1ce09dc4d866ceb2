-- Purpose: the number of the entity that a mention is.
-- Parameters: :id  the mention's fingerprint
-- Returns: n, or nothing.
SELECT entity.n
FROM mention CROSS JOIN identity ON identity.mention = mention.n CROSS JOIN entity ON entity.key = identity.key
WHERE mention.id = :id
