// Purpose: the id of any mention leads to its entity.
CREATE INDEX mention_id IF NOT EXISTS FOR ()-[m:MENTIONS]-() ON (m.id)
