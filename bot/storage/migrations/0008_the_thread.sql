-- The thread from one talk to the next: which talks ended for somebody, what they felt in them, sentences they keep.
-- All of it belongs to one person alone, and goes with their row.

-- `felt` are the keys they chose, with commas between (NULL: they weren't asked, or haven't said).
CREATE TABLE journey (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session TEXT NOT NULL CHECK (session <> ''),
  dialog TEXT NOT NULL CHECK (dialog <> ''),
  ended_at INTEGER NOT NULL,
  felt BLOB
) STRICT;

CREATE UNIQUE INDEX journey_once ON journey (owner, session);

-- Kept until their owner takes them away: also where everything else of theirs goes in time.
CREATE TABLE keepsakes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  dialog TEXT NOT NULL,
  words BLOB NOT NULL,
  kept_at INTEGER NOT NULL
) STRICT;

CREATE INDEX keepsakes_owner ON keepsakes (owner);
