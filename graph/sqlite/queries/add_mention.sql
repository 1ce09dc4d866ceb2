-- Purpose: keep a mention as it was read.
-- Parameters: :id, :article, :key, :type, :name, :aliases, :home, :spans
-- Returns: n.
INSERT INTO mention (id, article, key, type, name, aliases, home, spans)
VALUES (:id, :article, :key, :type, :name, :aliases, :home, :spans)
RETURNING n
