// Purpose: an address leads to one article.
CREATE CONSTRAINT address_uri IF NOT EXISTS FOR (n:Address) REQUIRE n.uri IS UNIQUE
