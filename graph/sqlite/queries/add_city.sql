-- Purpose: make a division known.
-- Parameters: :code, :name, :short, :level, :part_of, :province, :prefecture, :county, :lon, :lat, :folded_name,
--   :folded_short
INSERT INTO city (code, name, short, level, part_of, province, prefecture, county, lon, lat, folded_name, folded_short)
VALUES (:code, :name, :short, :level, :part_of, :province, :prefecture, :county, :lon, :lat, :folded_name,
        :folded_short)
