-- Purpose: keep claims in step with the home of the entity at their source.
-- Parameters: :n, :province, :prefecture, :county
UPDATE edge SET source_province = :province, source_prefecture = :prefecture, source_county = :county
WHERE source = :n
