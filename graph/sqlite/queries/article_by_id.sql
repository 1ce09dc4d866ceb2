-- Purpose: an article as it is kept.
-- Parameters: :id
-- Returns: all columns, and moved: whether its address leads elsewhere now, or nowhere; or nothing.
SELECT n, id, uri, given_id, title, source, published, text, spans, extractor,
       NOT EXISTS (SELECT 1 FROM address WHERE address.uri = article.uri AND address.article = article.n) AS moved
FROM article WHERE id = :id
