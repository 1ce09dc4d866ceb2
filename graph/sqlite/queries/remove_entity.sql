-- Purpose: forget an entity that no mention makes any more.
-- Parameters: :n
DELETE FROM entity WHERE n = :n
