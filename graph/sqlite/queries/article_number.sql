-- Purpose: the number of the article with an id.
-- Parameters: :id
-- Returns: n, or nothing.
SELECT n FROM article WHERE id = :id
