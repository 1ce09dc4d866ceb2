-- Purpose: the number of articles.
-- Parameters: none
-- Returns: one number.
SELECT count(*) FROM article
