-- What follows through: small acts, what people wish of reminders, what they were told unasked, check-ins.
-- What belongs to a person goes with their row.

-- Who gives it, for whom (nobody: alone, or they are gone), the session and the answer it was agreed by: these name it
-- for good, also once the session is forgotten, which leaves it running. `words` are the cue and the deed; `first` is a
-- local time, `until` a local date or empty, `rule` empty where it is done once. `answered` is the local date up to
-- which the giver said how it went; `thanked`: thanks wait to be read, said last on the receiver's date `thanked_on`.
-- `for_other` stays when the other is gone; `hidden`: nobody but the giver sees it (changed since, or the other went).
CREATE TABLE acts (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  giver INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  receiver INTEGER REFERENCES users (id) ON DELETE SET NULL CHECK (receiver <> giver),
  session TEXT NOT NULL CHECK (session <> ''),
  asked INTEGER NOT NULL CHECK (asked >= 0),
  words BLOB NOT NULL,
  minutes INTEGER NOT NULL CHECK (minutes BETWEEN 1 AND 10),
  first TEXT NOT NULL,
  zone TEXT NOT NULL,
  rule TEXT NOT NULL,
  until TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('offered', 'agreed', 'resting', 'habit', 'ended')),
  done INTEGER NOT NULL CHECK (done >= 0),
  answered TEXT NOT NULL DEFAULT '',
  thanked INTEGER NOT NULL CHECK (thanked IN (0, 1)),
  thanked_on TEXT NOT NULL DEFAULT '',
  for_other INTEGER NOT NULL CHECK (for_other IN (0, 1)),
  hidden INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1))
) STRICT;

CREATE UNIQUE INDEX acts_answer ON acts (session, asked, giver);

CREATE INDEX acts_giver ON acts (giver);

CREATE INDEX acts_receiver ON acts (receiver);

-- What a person wishes of one kind of reminder: whether at all, on which weekdays ('135', Monday is 1; empty: any), in
-- which hours (empty: any that aren't quiet), in which tone, how many a week, how many times as rarely (`less`).
CREATE TABLE wishes (
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind <> ''),
  wanted INTEGER NOT NULL CHECK (wanted IN (0, 1)),
  days TEXT NOT NULL,
  hours TEXT NOT NULL,
  tone TEXT NOT NULL,
  most INTEGER NOT NULL CHECK (most > 0),
  less INTEGER NOT NULL CHECK (less > 0),
  PRIMARY KEY (user, kind)
) STRICT, WITHOUT ROWID;

-- What Mend said unasked, by the numbers of its wordings: for caps, backing off, and other words each time.
CREATE TABLE notes (
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  wording INTEGER NOT NULL CHECK (wording >= 0),
  about TEXT NOT NULL,
  PRIMARY KEY (user, at, kind, wording)
) STRICT, WITHOUT ROWID;

-- One tap of a check-in each, by local day (0: something was offered then); private for ever unless its owner sends it.
CREATE TABLE check_ins (
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  day TEXT NOT NULL,
  item TEXT NOT NULL CHECK (item <> ''),
  given BLOB NOT NULL,
  PRIMARY KEY (user, day, item)
) STRICT, WITHOUT ROWID;

-- By it requests had other words each time; now all kinds have, and by what was really said.
ALTER TABLE users DROP COLUMN notes;

-- Until then nothing is said of Mend's own accord, whatever was wished; no reason is kept.
ALTER TABLE users ADD COLUMN still_until INTEGER;

-- Whether the person themselves chose the hour at which it comes.
ALTER TABLE reminders ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1));

-- A person has a request for each time they asked for, and a follow-up for each act (`asked` is its id).
DROP INDEX reminders_one;

CREATE UNIQUE INDEX reminders_one ON reminders (
  user, coalesce(session, ''), kind, CASE kind WHEN 'request' THEN asked WHEN 'follow_up' THEN asked ELSE 0 END
);

-- What a letter in the outbox says of what was promised: once it is delivered it was said; taken back, it is a
-- promise again, and what was noted of it since `at` goes. It goes with its letter.
CREATE TABLE claims (
  letter INTEGER NOT NULL PRIMARY KEY REFERENCES letters (id) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  until INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind <> ''),
  user INTEGER NOT NULL,
  session TEXT NOT NULL,
  asked INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  local TEXT NOT NULL,
  zone TEXT NOT NULL,
  rule TEXT NOT NULL,
  chosen INTEGER NOT NULL
) STRICT;
