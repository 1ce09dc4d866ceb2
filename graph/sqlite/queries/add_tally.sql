-- Purpose: count what mentions say more, or less, of an entity.
-- Parameters: :key, :kind, :value, :count  what to add, negative to take away
INSERT INTO tally (key, kind, value, count) VALUES (:key, :kind, :value, :count)
ON CONFLICT (key, kind, value) DO UPDATE SET count = count + excluded.count
