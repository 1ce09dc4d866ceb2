-- Purpose: keep another reading of the same article.
-- Parameters: :n, :uri, :given_id, :title, :source, :published, :text, :spans, :extractor
UPDATE article
SET uri = :uri, given_id = :given_id, title = :title, source = :source, published = :published, text = :text,
    spans = :spans, extractor = :extractor
WHERE n = :n
