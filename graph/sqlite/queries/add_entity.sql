-- Purpose: keep an entity as derived.
-- Parameters: :key, :id, :type, :name, :aliases, :home, :home_stated, :province, :prefecture, :county, :support
-- Returns: n.
INSERT INTO entity (key, id, type, name, aliases, home, home_stated, province, prefecture, county, support)
VALUES (:key, :id, :type, :name, :aliases, :home, :home_stated, :province, :prefecture, :county, :support)
RETURNING n
