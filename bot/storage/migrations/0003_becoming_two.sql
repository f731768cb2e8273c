-- Two people: how each may go (a screening's only trace), their links, invitations, who is kept away, and what the
-- bot promised to say later. What belongs to a person goes with their row.

-- ORs: for an IN of three SQLite builds a table at each save (measured with 3.40: 2 of 6 microseconds).
ALTER TABLE users ADD COLUMN mode TEXT NOT NULL DEFAULT '' CHECK (mode = '' OR mode = 'solo' OR mode = 'joint');
ALTER TABLE users ADD COLUMN screened_at INTEGER;

-- One person's side each. Without `other` the other is gone in silence.
CREATE TABLE links (
  user INTEGER NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  other INTEGER REFERENCES users (id) ON DELETE SET NULL CHECK (other <> user),
  called BLOB NOT NULL,
  since INTEGER NOT NULL,
  hours TEXT NOT NULL,
  listens INTEGER NOT NULL CHECK (listens IN (0, 1))
) STRICT;

-- Nobody is the other of two.
CREATE UNIQUE INDEX links_other ON links (other);

CREATE TABLE invitations (
  hash BLOB NOT NULL PRIMARY KEY CHECK (length(hash) = 32),
  inviter INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  name BLOB NOT NULL,
  made_at INTEGER NOT NULL,
  until INTEGER NOT NULL CHECK (until > made_at),
  opened_by INTEGER REFERENCES users (id) ON DELETE SET NULL CHECK (opened_by <> inviter),
  ended INTEGER NOT NULL CHECK (ended IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE INDEX invitations_inviter ON invitations (inviter, made_at);

CREATE INDEX invitations_opened_by ON invitations (opened_by);

CREATE INDEX invitations_until ON invitations (until);

-- Whom a person wants no more invitations from: an address, hashed with the key that lies beside the database.
CREATE TABLE kept_away (
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (user, hash)
) STRICT, WITHOUT ROWID;

-- `service` is the beginning of the person's address up to its colon: with it what is due is found without
-- looking at the people of other chat services. AUTOINCREMENT: who has said an old one doesn't delete the new.
-- The kinds are the program's matter; more will come.
CREATE TABLE reminders (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind <> ''),
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  service TEXT NOT NULL,
  session TEXT REFERENCES sessions (id) ON DELETE CASCADE,
  asked INTEGER NOT NULL CHECK (asked >= 0),
  due_at INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX reminders_one ON reminders (user, coalesce(session, ''), kind);

CREATE INDEX reminders_user ON reminders (user, due_at);

CREATE INDEX reminders_service ON reminders (service, due_at);

CREATE INDEX reminders_session ON reminders (session);
