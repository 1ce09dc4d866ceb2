-- Purpose: the number of articles that mention an entity.
-- Parameters: :entity  its number
-- Returns: one number.
SELECT count(*) FROM appearance WHERE entity = :entity
