-- Purpose: note where an article was found; an address leads to one article.
-- Parameters: :uri, :article  its number, :name, :url
INSERT INTO address (uri, article, name, url) VALUES (:uri, :article, :name, :url)
ON CONFLICT (uri) DO UPDATE SET article = excluded.article, name = excluded.name, url = excluded.url
