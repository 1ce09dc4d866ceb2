-- Purpose: note which entity a mention is.
-- Parameters: :mention  its number, :id, :key, :known, :known_name, :stated_home, :inferred_home
INSERT INTO identity (mention, id, key, known, known_name, stated_home, inferred_home)
VALUES (:mention, :id, :key, :known, :known_name, :stated_home, :inferred_home)
