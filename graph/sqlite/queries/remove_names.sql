-- Purpose: forget the names of an entity.
-- Parameters: :entity
DELETE FROM name WHERE entity = :entity
