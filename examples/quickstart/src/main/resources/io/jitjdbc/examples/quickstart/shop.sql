-- What the administrator prepares once: the tables, and the role that minted logins are granted.
CREATE SCHEMA shop;

CREATE TABLE shop.customers (
  id INT PRIMARY KEY,
  name VARCHAR(60) NOT NULL,
  email VARCHAR(80) NOT NULL,
  ssn CHAR(11) NOT NULL,
  card VARCHAR(19) NOT NULL,
  born DATE NOT NULL,
  city VARCHAR(40) NOT NULL
);

CREATE TABLE shop.orders (
  id INT PRIMARY KEY,
  customer_id INT NOT NULL REFERENCES shop.customers (id),
  placed_on DATE NOT NULL,
  item VARCHAR(40) NOT NULL,
  total NUMERIC(8, 2) NOT NULL
);

CREATE TABLE shop.payroll (
  employee VARCHAR(60) PRIMARY KEY,
  job VARCHAR(40) NOT NULL,
  salary NUMERIC(10, 2) NOT NULL
);

-- The second fence: whatever happens in the driver, a minted login can only read the shop.
CREATE ROLE shop_reader;
GRANT SELECT ON SCHEMA shop TO shop_reader;
