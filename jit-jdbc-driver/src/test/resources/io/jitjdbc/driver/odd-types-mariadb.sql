CREATE TABLE odd(
  json JSON, kind ENUM('zqalice', 'other'), kinds SET('zqalice', 'other'),
  large LONGBLOB, chars LONGTEXT, bits BIT(20), yr YEAR, shape POINT, bin BINARY(7),
  tall BIGINT UNSIGNED, length TIME);
INSERT INTO odd VALUES (
  '{"a":"zqalice"}', 'zqalice', 'zqalice', 'zqalice', 'zqalice', 771119, 2055,
  POINT(98765, 771119), 'zqalice', 18446744073709498765, '98:07:55')
