-- Purpose: every entity that an article mentions, for the checksum.
-- Parameters: none
-- Returns: one row each, in no order.
SELECT id, type, name, aliases, home, home_stated, province, prefecture, county, support
FROM entity WHERE support > 0
