CREATE TABLE customers(id INT PRIMARY KEY, name VARCHAR(60) NOT NULL,
  email VARCHAR(120) UNIQUE, ssn VARCHAR(20), card_number VARCHAR(32), salary DECIMAL(12,2), birth_date DATE, notes JSON);
CREATE TABLE orders(id INT PRIMARY KEY, customer_id INT REFERENCES customers(id), total DECIMAL(10,2));
INSERT INTO customers VALUES(1,'Alice Adams',
  'zqalice@corp.test','901-65-4321','4539148803436467',98765.43,DATE '1971-08-19',JSON '{"diag":"ZQNOTE1","phone":"555-0142","tags":["ZQTAGA","ZQTAGB"]}');
INSERT INTO customers VALUES(2,'Bob Brown',
  'zqbob@corp.test','902-75-8642','5105105105105100',76543.21,DATE '1982-11-23',JSON '{"diag":"ZQNOTE2","phone":"555-0177","tags":["ZQTAGC"]}');
INSERT INTO customers VALUES(3,'Carol Clark',
  'zqcarol@corp.test','903-85-1357','371449635398431',65432.10,DATE '1993-02-07',JSON '{"diag":"ZQNOTE3","phone":"555-0199","tags":[]}');
INSERT INTO orders VALUES(100,1,19.99),(101,1,5.00),(102,2,250.00);
CREATE TABLE scratch(id INT, data VARCHAR(4000));
CREATE TABLE customers_archive(id INT PRIMARY KEY, name VARCHAR(60), email VARCHAR(120), ssn VARCHAR(20));
CREATE TABLE newsletter(id INT PRIMARY KEY, email VARCHAR(100), topic VARCHAR(40));
INSERT INTO newsletter VALUES(1,'public@list.test','news');
CREATE VIEW v_contacts AS SELECT id, name, email AS contact FROM customers;
CREATE VIEW v_contacts2(i, n, x) AS SELECT id, name, contact FROM v_contacts;
CREATE VIEW v_order_totals AS SELECT customer_id, SUM(total) AS sum_total FROM orders GROUP BY customer_id;
CREATE SCHEMA tenant;
CREATE TABLE tenant.customers(id INT, name VARCHAR(60), email VARCHAR(20));
CREATE ALIAS get_customer_ssn FOR 'io.jitjdbc.corpus.H2Routines.ssn';
CREATE SEQUENCE seq1;
