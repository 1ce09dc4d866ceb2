-- Purpose: let go of an entity's id, which another entity is about to have.
-- Parameters: :n
UPDATE entity SET id = '~' || n WHERE n = :n
