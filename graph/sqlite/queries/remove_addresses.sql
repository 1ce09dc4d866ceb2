-- Purpose: forget the addresses of an article.
-- Parameters: :article  its number
DELETE FROM address WHERE article = :article
