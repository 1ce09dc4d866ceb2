-- Purpose: every division, for the checksum.
-- Parameters: none
-- Returns: one row each, by code.
SELECT code, name, short, level, part_of, province, prefecture, county, lon, lat FROM city ORDER BY code
