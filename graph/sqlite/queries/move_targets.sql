-- Purpose: keep claims in step with the home of the entity at their target.
-- Parameters: :n, :province, :prefecture, :county
UPDATE edge SET target_province = :province, target_prefecture = :prefecture, target_county = :county
WHERE target = :n
