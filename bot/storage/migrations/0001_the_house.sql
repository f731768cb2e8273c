-- People, sessions, structures, the outbox, what was heard. Times are microseconds since 1970 in UTC.
-- People's words are in BLOB columns alone, sealed by the program: no index, CHECK or LIKE may touch them.

CREATE TABLE facts (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE seen (
  bot TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (bot, number)
) STRICT, WITHOUT ROWID;

CREATE INDEX seen_at ON seen (at);

CREATE TABLE failures (
  bot TEXT NOT NULL,
  number INTEGER NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts > 0),
  at INTEGER NOT NULL,
  PRIMARY KEY (bot, number)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: the number of somebody who was forgotten is never given again.
CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  address TEXT NOT NULL UNIQUE CHECK (address <> ''),
  name BLOB NOT NULL,
  language TEXT NOT NULL,
  zone TEXT NOT NULL DEFAULT '',
  quiet TEXT NOT NULL DEFAULT '',
  agreed INTEGER NOT NULL DEFAULT 0 CHECK (agreed >= 0),
  admitted INTEGER NOT NULL DEFAULT 0 CHECK (admitted IN (0, 1)),
  blocked INTEGER NOT NULL DEFAULT 0 CHECK (blocked IN (0, 1)),
  session TEXT NOT NULL DEFAULT '',
  asks TEXT NOT NULL DEFAULT '',
  heard_at INTEGER,
  minute INTEGER NOT NULL DEFAULT 0,
  minute_texts INTEGER NOT NULL DEFAULT 0 CHECK (minute_texts >= 0)
) STRICT;

CREATE INDEX users_heard_at ON users (heard_at);

-- `kept` counts up: the highest of a name is the dialog of today.
CREATE TABLE structures (
  hash TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  format INTEGER NOT NULL CHECK (format > 0),
  body TEXT NOT NULL CHECK (json_valid(body)),
  kept INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 12),
  dialog TEXT NOT NULL,
  hash TEXT NOT NULL REFERENCES structures (hash),
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'aside', 'done')),
  place TEXT NOT NULL,
  began_at INTEGER NOT NULL,
  moved_at INTEGER NOT NULL,
  version INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE INDEX sessions_hash ON sessions (hash);

-- A seat without a user is the tombstone of somebody who was forgotten.
CREATE TABLE seats (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  seat TEXT NOT NULL,
  user INTEGER REFERENCES users (id),
  PRIMARY KEY (session, position),
  UNIQUE (session, seat)
) STRICT, WITHOUT ROWID;

CREATE INDEX seats_user ON seats (user);

CREATE TABLE answers (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  asked INTEGER NOT NULL CHECK (asked > 0),
  owner INTEGER NOT NULL REFERENCES users (id),
  name TEXT NOT NULL,
  hash TEXT NOT NULL,
  step TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (json_valid(audience)),
  at INTEGER NOT NULL,
  given BLOB NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('given', 'draft', 'offered')),
  round INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  PRIMARY KEY (session, asked, owner)
) STRICT, WITHOUT ROWID;

CREATE INDEX answers_owner ON answers (owner);

-- When a question reached its person; lives as long as its session.
CREATE TABLE shown (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  asked INTEGER NOT NULL CHECK (asked > 0),
  at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
  PRIMARY KEY (session, asked)
) STRICT, WITHOUT ROWID;

-- The outbox: what is delivered leaves it at once. `head` marks the first letter of each address, so that
-- what is due can be found without looking at all that waits behind; `due_at` 0 is at once; `own` tells that
-- the reader's own words are in it.
CREATE TABLE letters (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  address TEXT NOT NULL CHECK (address <> ''),
  kind TEXT NOT NULL CHECK (kind IN ('say', 'edit', 'buttons', 'delete', 'leave')),
  body BLOB NOT NULL,
  message INTEGER NOT NULL,
  session TEXT NOT NULL,
  asked INTEGER NOT NULL,
  copy INTEGER NOT NULL CHECK (copy IN (0, 1)),
  reader INTEGER NOT NULL,
  own INTEGER NOT NULL CHECK (own IN (0, 1)),
  due_at INTEGER NOT NULL,
  replaces TEXT NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  plain INTEGER NOT NULL CHECK (plain IN (0, 1)),
  head INTEGER NOT NULL CHECK (head IN (0, 1))
) STRICT;

CREATE INDEX letters_address ON letters (address, id);

CREATE INDEX letters_heads ON letters (due_at, id) WHERE head = 1;

CREATE TRIGGER letters_next AFTER DELETE ON letters WHEN OLD.head = 1
BEGIN
  UPDATE letters SET head = 1 WHERE id = (SELECT min(id) FROM letters WHERE address = OLD.address);
END;

-- A last letter to somebody who was forgotten: its address is to go from the file and the log like all else.
CREATE TRIGGER letters_last AFTER DELETE ON letters
WHEN NOT EXISTS (SELECT 1 FROM users WHERE address = OLD.address)
BEGIN
  INSERT INTO facts (name, value) VALUES ('storage.clean', 'yes') ON CONFLICT (name) DO NOTHING;
END;

-- Whose words are quoted in a letter, besides its reader's: it goes with any of them. No index by owner: what
-- waits is little, and is looked through once in a person's life.
CREATE TABLE letter_owners (
  letter INTEGER NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
  owner INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (letter, owner)
) STRICT, WITHOUT ROWID;

-- Numbers of delivered messages, without their words, for 48 hours.
CREATE TABLE delivered (
  address TEXT NOT NULL,
  message INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (address, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivered_at ON delivered (at);
