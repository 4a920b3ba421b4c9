CREATE TYPE kinds AS ENUM ('zqalice', 'other');
CREATE TYPE pair AS (a INT, b TEXT);
CREATE DOMAIN handle AS TEXT;
CREATE TABLE odd(
  texts TEXT[], numbers INT[], pairs pair[], one pair, json JSON, jsonb JSONB, xml XML,
  inet INET, cidr CIDR, kind kinds, bin BYTEA, id UUID, span INT4RANGE, shape POINT,
  length INTERVAL, bits VARBIT, cash MONEY, words TSVECTOR, called handle, fixed CHAR(20),
  small NAME, real FLOAT4);
INSERT INTO odd VALUES (
  '{zqalice,x}', '{98765,771119}', ARRAY[ROW(98765, 'zqalice')::pair],
  ROW(98765, 'zqalice')::pair, '{"a":"zqalice"}', '{"a":"zqalice"}', '<a>zqalice</a>',
  '203.0.113.7', '2001:db8::/32', 'zqalice', '\x7a71616c696365',
  'ab12cd34-0000-0000-0000-000000771119', '[98765,771119)', '(98765,771119)',
  '98765 hours', B'10', 98765.77, 'zqalice'::tsvector, 'zqalice', 'zqalice', 'zqalice',
  98765.5)
