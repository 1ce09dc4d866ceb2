-- Purpose: the claims of an article in the order of its text.
-- Parameters: :article  its number
-- Returns: claim.
SELECT c.n AS claim
FROM claim AS c CROSS JOIN edge AS e ON e.claim = c.n
WHERE c.article = :article
ORDER BY c.start, c."end", c.id
