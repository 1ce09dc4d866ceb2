-- Purpose: a division and what it counts as at each level.
-- Parameters: :code
-- Returns: all columns, or nothing.
SELECT code, name, short, level, part_of, province, prefecture, county, lon, lat FROM city WHERE code = :code
