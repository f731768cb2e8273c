-- What somebody writes for themselves alone: letters that are never sent. They go with their owner's row, whenever that goes.

-- `kept_at`: when its owner chose to keep it (NULL: it is still being written, or read for the first time).
CREATE TABLE unsent (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  began_at INTEGER NOT NULL,
  kept_at INTEGER
) STRICT;

CREATE INDEX unsent_owner ON unsent (owner);

-- Its parts, one for each message in which it was written (`message`: its number in the chat, 0: it has none).
CREATE TABLE unsent_parts (
  letter INTEGER NOT NULL REFERENCES unsent (id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  message INTEGER NOT NULL,
  words BLOB NOT NULL,
  PRIMARY KEY (letter, number)
) STRICT;

-- Which lines between two talks somebody read, by their keys, and when last: so that other ones come next.
CREATE TABLE lines_read (
  user INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  line TEXT NOT NULL CHECK (line <> ''),
  at INTEGER NOT NULL,
  PRIMARY KEY (user, line)
) STRICT, WITHOUT ROWID;
