-- Purpose: forget the rows of `edge` that an article gave.
-- Parameters: :article  its number
DELETE FROM edge WHERE article = :article
