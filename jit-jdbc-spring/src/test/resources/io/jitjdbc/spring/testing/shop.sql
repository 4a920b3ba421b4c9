DROP ALL OBJECTS;
CREATE TABLE customers (id BIGINT PRIMARY KEY, email VARCHAR(80));
CREATE TABLE secrets (word VARCHAR(80));
CREATE TABLE notes (text VARCHAR(80));
INSERT INTO customers VALUES (1, 'ada@example.org');
