-- Purpose: every division, for the checksum.
-- Parameters: none
-- Returns: one row each, in no order.
SELECT code, name, short, level, part_of, province, prefecture, county, lon, lat FROM city
