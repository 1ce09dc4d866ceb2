-- Purpose: let an article be read again at its next address, where the address leads elsewhere whose text was kept.
-- Parameters: :id, :uri  the address that it lost
UPDATE article SET extractor = '' WHERE id = :id AND uri = :uri
