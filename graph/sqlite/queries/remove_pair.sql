-- Purpose: forget that an entity is found by two characters.
-- Parameters: :pair, :rank, :lack, :entity
DELETE FROM pair WHERE pair = :pair AND rank = :rank AND lack = :lack AND entity = :entity
