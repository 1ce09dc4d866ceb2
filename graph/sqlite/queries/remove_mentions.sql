-- Purpose: forget the rows of `mention` that an article gave.
-- Parameters: :article  its number
DELETE FROM mention WHERE article = :article
