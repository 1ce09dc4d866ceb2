-- Purpose: an entity as it was derived last.
-- Parameters: :key
-- Returns: all columns, or nothing.
SELECT n, key, id, type, name, aliases, home, home_stated, province, prefecture, county, support
FROM entity WHERE key = :key
