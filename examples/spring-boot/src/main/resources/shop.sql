SET DB_CLOSE_DELAY -1;

CREATE TABLE customers (
  id BIGINT PRIMARY KEY, name VARCHAR(80), email VARCHAR(80), ssn CHAR(11), card CHAR(16), salary DECIMAL(10, 2));
CREATE TABLE orders (
  id BIGINT PRIMARY KEY, item VARCHAR(80), amount DECIMAL(10, 2), customer_id BIGINT REFERENCES customers);
CREATE TABLE payroll (employee VARCHAR(80), gross DECIMAL(10, 2));

INSERT INTO customers VALUES
  (1, 'Ada Lovelace', 'ada.lovelace@example.org', '078-05-1120', '4111111111111111', 84200.00),
  (2, 'Grace Hopper', 'grace.hopper@example.com', '219-09-9999', '5500005555555559', 97650.00),
  (3, 'Alan Turing', 'alan.turing@example.net', '457-55-5462', '340000000000009', 61800.00);
INSERT INTO orders VALUES
  (1, 'Analytical engine, used', 1250.00, 1),
  (2, 'Compiler, boxed', 99.00, 2),
  (3, 'Paper tape, endless', 12.50, 3);
INSERT INTO payroll VALUES ('Sue', 5200.00), ('Fred', 6100.00);

CREATE ROLE shop_reader;
GRANT SELECT ON SCHEMA public TO shop_reader;
