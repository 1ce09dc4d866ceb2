-- Purpose: a page of all claims, newest first, undated last, then by id, from the index that has them in that order.
-- Parameters: :limit, :offset
-- Returns: claim.
SELECT claim FROM edge ORDER BY since DESC, id LIMIT :limit OFFSET :offset
