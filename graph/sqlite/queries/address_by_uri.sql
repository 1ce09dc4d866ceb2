-- Purpose: the article found at an address.
-- Parameters: :uri
-- Returns: article, id, name, url, or nothing.
SELECT d.article, a.id, d.name, d.url FROM address AS d JOIN article AS a ON a.n = d.article WHERE d.uri = :uri
