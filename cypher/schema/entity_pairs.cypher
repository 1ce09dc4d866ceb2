// Purpose: entities are found by two Chinese characters of a name (the analyzer keeps every pair of them).
CREATE FULLTEXT INDEX entity_pairs IF NOT EXISTS FOR (n:Entity) ON EACH [n.names]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'cjk'}}
