-- Purpose: the divisions with a code, or with a full or short name.
-- Parameters: :text  as given; :folded  the same, folded
-- Returns: code, name, level, and province, the name of the province.
SELECT c.code, c.name, c.level, p.name AS province
FROM city AS c JOIN city AS p ON p.code = c.province
WHERE c.code = :text OR c.folded_name = :folded OR c.folded_short = :folded
ORDER BY c.code
