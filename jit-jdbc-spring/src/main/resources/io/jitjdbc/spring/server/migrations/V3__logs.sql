-- Each log of which anything was brought, and how far the lines of its ledger are verified.
CREATE TABLE jit_log (
  log VARCHAR(200) NOT NULL PRIMARY KEY,
  sender TEXT NOT NULL,
  events BIGINT NOT NULL,
  first_event TIMESTAMP WITH TIME ZONE,
  last_event TIMESTAMP WITH TIME ZONE,
  lines INT NOT NULL,
  -- How often lines were brought, and how often when they were last looked at.
  changes INT NOT NULL,
  looked INT NOT NULL,
  pins VARCHAR(64) NOT NULL,
  chain TEXT NOT NULL,
  verified INT NOT NULL,
  signed_at TIMESTAMP WITH TIME ZONE,
  frames BIGINT NOT NULL,
  closed BOOLEAN NOT NULL,
  vouching VARCHAR(20) NOT NULL,
  went_back INT NOT NULL,
  broken TEXT NOT NULL
);
INSERT INTO jit_log (log, sender, events, first_event, last_event, lines, changes, looked, pins, chain,
    verified, frames, closed, vouching, went_back, broken)
  SELECT log, MIN(sender), COUNT(*), MIN(at), MAX(at), 0, 0, 0, '', '', 0, 0, FALSE, 'NOBODY', 0, ''
  FROM jit_audit_event GROUP BY log;
INSERT INTO jit_log (log, sender, events, lines, changes, looked, pins, chain, verified, frames, closed,
    vouching, went_back, broken)
  SELECT log, MIN(sender), 0, 0, 0, 0, '', '', 0, 0, FALSE, 'NOBODY', 0, ''
  FROM jit_ledger_line WHERE log NOT IN (SELECT log FROM jit_log) GROUP BY log;
UPDATE jit_log SET changes = 1,
    lines = (SELECT MAX(line) + 1 FROM jit_ledger_line WHERE jit_ledger_line.log = jit_log.log)
  WHERE log IN (SELECT log FROM jit_ledger_line);
CREATE INDEX jit_audit_event_log ON jit_audit_event (log, at);

-- Lines that contradict what was brought before. Kept as they came; they count for nothing.
CREATE TABLE jit_log_fork (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  log VARCHAR(200) NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  sender TEXT NOT NULL,
  line INT NOT NULL,
  signed TEXT NOT NULL
);
CREATE INDEX jit_log_fork_log ON jit_log_fork (log);
