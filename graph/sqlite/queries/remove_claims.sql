-- Purpose: forget the rows of `claim` that an article gave.
-- Parameters: :article  its number
DELETE FROM claim WHERE article = :article
