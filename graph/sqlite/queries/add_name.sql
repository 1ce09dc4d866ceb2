-- Purpose: make an entity found by a name.
-- Parameters: :entity, :folded, :alias  0 or 1
INSERT INTO name (entity, folded, alias) VALUES (:entity, :folded, :alias)
