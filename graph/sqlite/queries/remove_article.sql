-- Purpose: forget an article that nothing leans on any more.
-- Parameters: :article  its number
DELETE FROM article WHERE n = :article
