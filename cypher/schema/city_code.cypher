// Purpose: a division of the gazetteer is found by its GB/T 2260 code.
CREATE CONSTRAINT city_code IF NOT EXISTS FOR (n:City) REQUIRE n.code IS UNIQUE
