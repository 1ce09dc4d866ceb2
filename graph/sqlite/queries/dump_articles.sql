-- Purpose: every article as kept, for the checksum.
-- Parameters: none
-- Returns: one row each, in no order.
SELECT id, given_id, title, source, published, text, spans, extractor FROM article
