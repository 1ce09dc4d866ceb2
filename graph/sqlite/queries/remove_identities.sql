-- Purpose: forget which entities an article's mentions are.
-- Parameters: :article  its number
DELETE FROM identity WHERE mention IN (SELECT n FROM mention WHERE article = :article)
