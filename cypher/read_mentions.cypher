// Purpose: the mentions of articles with their identities, to take back what they say.
// Parameters: $articles  ids
// Returns: article, mention  its key, type, name, aliases, and the identity's key, known, known_name, stated_home,
//   inferred_home.
UNWIND $articles AS id
MATCH (a:Article {id: id})-[m:MENTIONS]->(e:Entity)
RETURN a.id AS article, m.key AS mention, m.type AS type, m.name AS name, m.aliases AS aliases, e.key AS key,
       m.known AS known, m.known_name AS known_name, m.stated_home AS stated_home, m.inferred_home AS inferred_home
