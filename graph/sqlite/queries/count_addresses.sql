-- Purpose: the number of addresses of an article.
-- Parameters: :article  its number
-- Returns: one number.
SELECT count(*) FROM address WHERE article = :article
