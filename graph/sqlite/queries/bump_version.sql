-- Purpose: tell every reader that the data have changed.
-- Parameters: none
INSERT INTO meta (name, value) VALUES ('version', 1) ON CONFLICT (name) DO UPDATE SET value = value + 1
