-- Purpose: keep an entity as derived anew.
-- Parameters: :n, :id, :type, :name, :aliases, :home, :home_stated, :province, :prefecture, :county, :support
UPDATE entity
SET id = :id, type = :type, name = :name, aliases = :aliases, home = :home, home_stated = :home_stated,
    province = :province, prefecture = :prefecture, county = :county, support = :support
WHERE n = :n
