-- Purpose: an article's mentions with their identities, to take back what they say.
-- Parameters: :article  its number
-- Returns: m.key, type, name, aliases, and the identity's columns.
SELECT m.key AS mention, m.type, m.name, m.aliases, i.key, i.known, i.known_name, i.stated_home, i.inferred_home
FROM mention AS m CROSS JOIN identity AS i ON i.mention = m.n
WHERE m.article = :article
