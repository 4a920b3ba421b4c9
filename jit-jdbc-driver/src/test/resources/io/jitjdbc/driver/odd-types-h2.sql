CREATE TABLE odd(
  texts VARCHAR(60) ARRAY, numbers INT ARRAY, json JSON, id UUID, bin VARBINARY(60),
  large BLOB, chars CLOB, kind ENUM('zqalice', 'other'), big DECFLOAT,
  row_type ROW(a INT, b VARCHAR(60)), shape GEOMETRY, span INTERVAL HOUR);
INSERT INTO odd VALUES (
  ARRAY['zqalice', 'x'], ARRAY[98765, 771119], JSON '{"a":"zqalice"}',
  'ab12cd34-0000-0000-0000-000000771119', X'7a71616c696365', X'7a71616c696365', 'zqalice',
  'zqalice', 98765.771119, ROW(98765, 'zqalice'), 'POINT (98765 771119)',
  INTERVAL '77' HOUR)
