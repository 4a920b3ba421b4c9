-- Policies as they were written; none is ever changed.
CREATE TABLE jit_policy_version (
  number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  digest VARCHAR(64) NOT NULL,
  text TEXT NOT NULL,
  note TEXT NOT NULL,
  author_key TEXT NOT NULL,
  author_name TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL
);

-- Which version counts for a database: the row with the highest number, which drivers know as its serial.
CREATE TABLE jit_policy_roll_out (
  serial BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  target VARCHAR(1000) NOT NULL,
  version BIGINT NOT NULL REFERENCES jit_policy_version (number),
  person_key TEXT NOT NULL,
  person_name TEXT NOT NULL,
  remark TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX jit_policy_roll_out_target ON jit_policy_roll_out (target, serial);

-- In which groups people were when they last came, for who asks what another policy would mean for them.
CREATE TABLE jit_person (
  person_key VARCHAR(1000) NOT NULL PRIMARY KEY,
  issuer TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  member_of TEXT NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL
);
