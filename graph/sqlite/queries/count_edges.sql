-- Purpose: the number of claims between canonical entities.
-- Parameters: none
-- Returns: one number.
SELECT count(*) FROM edge
