-- Purpose: make an entity found by two characters.
-- Parameters: :pair, :rank, :lack, :id, :entity
INSERT INTO pair (pair, rank, lack, id, entity) VALUES (:pair, :rank, :lack, :id, :entity)
