-- Purpose: every address, for the checksum.
-- Parameters: none
-- Returns: one row each, in no order.
SELECT d.uri, a.id, d.name, d.url FROM address AS d JOIN article AS a ON a.n = d.article
