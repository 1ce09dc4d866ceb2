-- Purpose: an article as it is kept.
-- Parameters: :id
-- Returns: all columns, or nothing.
SELECT n, id, uri, given_id, title, source, published, text, spans, extractor FROM article WHERE id = :id
