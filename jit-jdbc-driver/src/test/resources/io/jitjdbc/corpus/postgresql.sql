CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(60) NOT NULL,
  email VARCHAR(120) UNIQUE, ssn VARCHAR(20), card_number VARCHAR(32), salary NUMERIC(12,2), birth_date DATE, notes JSONB);
CREATE TABLE orders(id INT PRIMARY KEY, customer_id INT REFERENCES customers(id), total NUMERIC(10,2));
INSERT INTO customers VALUES(1,'Alice Adams',
  'zqalice@corp.test','901-65-4321','4539148803436467',98765.43,DATE '1971-08-19','{"diag":"ZQNOTE1","phone":"555-0142","tags":["ZQTAGA","ZQTAGB"]}');
INSERT INTO customers VALUES(2,'Bob Brown',
  'zqbob@corp.test','902-75-8642','5105105105105100',76543.21,DATE '1982-11-23','{"diag":"ZQNOTE2","phone":"555-0177","tags":["ZQTAGC"]}');
INSERT INTO customers VALUES(3,'Carol Clark',
  'zqcarol@corp.test','903-85-1357','371449635398431',65432.10,DATE '1993-02-07','{"diag":"ZQNOTE3","phone":"555-0199","tags":[]}');
INSERT INTO orders VALUES(100,1,19.99),(101,1,5.00),(102,2,250.00);
CREATE TABLE scratch(id INT, data TEXT);
CREATE TABLE customers_archive() INHERITS (customers);
INSERT INTO customers_archive VALUES(4,'Dave Dunn',
  'zqdave@corp.test','904-95-2468','6011000990139424',54321.09,DATE '1964-05-30','{"diag":"ZQNOTE4"}');
CREATE TABLE newsletter(id INT PRIMARY KEY, email VARCHAR(100), topic VARCHAR(40));
INSERT INTO newsletter VALUES(1,'public@list.test','news');
CREATE VIEW v_contacts AS SELECT id, name, email AS contact FROM customers;
CREATE VIEW v_contacts2(i, n, x) AS SELECT id, name, contact FROM v_contacts;
CREATE VIEW v_order_totals AS SELECT customer_id, SUM(total) AS sum_total FROM orders GROUP BY customer_id;
CREATE MATERIALIZED VIEW mv_payroll AS SELECT id AS pid, salary AS amount FROM customers;
CREATE SCHEMA tenant;
CREATE TABLE tenant.customers(id INT, name VARCHAR(60), email VARCHAR(20));
CREATE FUNCTION get_customer_ssn(i INT) RETURNS text LANGUAGE sql STABLE AS 'SELECT ssn::text FROM public.customers WHERE id=i';
CREATE FUNCTION list_customers() RETURNS TABLE(a INT, b TEXT) LANGUAGE sql STABLE AS 'SELECT id, ssn::text FROM public.customers';
CREATE PROCEDURE p_get_ssn(IN i INT, INOUT o text) LANGUAGE plpgsql AS 'BEGIN SELECT ssn INTO o FROM public.customers WHERE id=i; END';
CREATE FUNCTION ref_customers() RETURNS refcursor LANGUAGE plpgsql AS $$ DECLARE r refcursor := 'rc'; BEGIN OPEN r FOR SELECT * FROM public.customers; RETURN r; END $$;
CREATE SEQUENCE seq1;
DO $$ BEGIN CREATE ROLE masked_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE auditor; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
ANALYZE;
