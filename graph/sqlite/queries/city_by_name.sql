-- Purpose: the divisions with a code, or with a full or short name.
-- Parameters: :text  as given; :folded  the same, folded
-- Returns: code, name, level, and above, the names of the divisions that hold it, widest first, in one.
SELECT c.code, c.name, c.level, ifnull(upper.name, '') || ifnull(up.name, '') AS above
FROM city AS c LEFT JOIN city AS up ON up.code = c.part_of LEFT JOIN city AS upper ON upper.code = up.part_of
WHERE c.code = :text OR c.folded_name = :folded OR c.folded_short = :folded
ORDER BY c.code
