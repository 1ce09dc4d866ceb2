-- Purpose: make an entity found by two characters.
-- Parameters: :pair, :rank, :lack, :entity
INSERT INTO pair (pair, rank, lack, entity) VALUES (:pair, :rank, :lack, :entity)
