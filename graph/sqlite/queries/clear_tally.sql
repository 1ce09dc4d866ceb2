-- Purpose: forget what nobody says any more.
-- Parameters: :key
DELETE FROM tally WHERE key = :key AND count = 0
