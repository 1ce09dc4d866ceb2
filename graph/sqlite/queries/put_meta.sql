-- Purpose: set a fact about the graph as a whole.
-- Parameters: :name, :value
INSERT INTO meta (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value
