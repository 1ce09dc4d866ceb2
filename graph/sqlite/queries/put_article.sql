-- Purpose: keep an article, or another reading of the same article.
-- Parameters: :id, :uri, :given_id, :title, :source, :published, :text, :spans, :extractor
-- Returns: n.
INSERT INTO article (id, uri, given_id, title, source, published, text, spans, extractor)
VALUES (:id, :uri, :given_id, :title, :source, :published, :text, :spans, :extractor)
ON CONFLICT (id) DO UPDATE
SET uri = excluded.uri, given_id = excluded.given_id, title = excluded.title, source = excluded.source,
    published = excluded.published, text = excluded.text, spans = excluded.spans, extractor = excluded.extractor
RETURNING n
