-- Purpose: keep an article.
-- Parameters: :id, :uri, :given_id, :title, :source, :published, :text, :spans, :extractor
-- Returns: n.
INSERT INTO article (id, uri, given_id, title, source, published, text, spans, extractor)
VALUES (:id, :uri, :given_id, :title, :source, :published, :text, :spans, :extractor)
RETURNING n
