-- Purpose: forget the rows of `appearance` that an article gave.
-- Parameters: :article  its number
DELETE FROM appearance WHERE article = :article
