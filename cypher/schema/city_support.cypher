// Purpose: the divisions that articles mention are counted.
CREATE INDEX city_support IF NOT EXISTS FOR (n:City) ON (n.support)
