BEGIN TRANSACTION;
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
INSERT INTO "answers" VALUES('e54db0090356',1,1,'name','062b24cb34b3a72c','name','[1]',1772478010000000,X'015B6E756C6C2C5B5B22416E6E222C335D5D5D','given',0,1);
INSERT INTO "answers" VALUES('e54db0090356',2,1,'tired','062b24cb34b3a72c','tired','[1]',1772478015000000,X'015B382C5B5B2238222C355D5D5D','given',0,1);
INSERT INTO "answers" VALUES('e54db0090356',3,1,'bag','062b24cb34b3a72c','bag','[1]',1772478020000000,X'015B5B227761746572222C226D6170225D2C5B5B2277617465722C2061206D6170222C375D5D5D','given',0,1);
INSERT INTO "answers" VALUES('e54db0090356',4,1,'rest','062b24cb34b3a72c','rest','[1]',1772478025000000,X'015B22796573222C5B5B22796573222C395D5D5D','given',0,1);
INSERT INTO "answers" VALUES('e54db0090356',5,1,'breaths','a77ab9c8c1ce6fff','sit','[1]',1772478030000000,X'015B332C5B5B2233222C31315D5D5D','given',0,1);
INSERT INTO "answers" VALUES('e54db0090356',6,1,'seen','062b24cb34b3a72c','top','[1]',1772478035000000,X'015B6E756C6C2C5B5B2261206C616B65222C31335D2C5B22616E64206120626F6174222C31355D5D5D','given',0,1);
INSERT INTO "answers" VALUES('e54db0090356',7,1,'again','062b24cb34b3a72c','again','[1]',1772478040000000,X'015B22796573222C5B5B22796573222C31375D5D5D','given',0,1);
CREATE TABLE applied (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
INSERT INTO "applied" VALUES(1,'0001_the_house',1772478000000000);
CREATE TABLE delivered (
  address TEXT NOT NULL,
  message INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (address, message)
) STRICT, WITHOUT ROWID;
INSERT INTO "delivered" VALUES('stage:ann',2,1772478005000000);
INSERT INTO "delivered" VALUES('stage:ann',4,1772478010000000);
INSERT INTO "delivered" VALUES('stage:ann',6,1772478015000000);
INSERT INTO "delivered" VALUES('stage:ann',8,1772478020000000);
INSERT INTO "delivered" VALUES('stage:ann',10,1772478025000000);
INSERT INTO "delivered" VALUES('stage:ann',12,1772478030000000);
INSERT INTO "delivered" VALUES('stage:ann',14,1772478035000000);
INSERT INTO "delivered" VALUES('stage:ann',16,1772478035000000);
INSERT INTO "delivered" VALUES('stage:ann',18,1772478040000000);
CREATE TABLE facts (
  name TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE failures (
  bot TEXT NOT NULL,
  number INTEGER NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts > 0),
  at INTEGER NOT NULL,
  PRIMARY KEY (bot, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE letter_owners (
  letter INTEGER NOT NULL REFERENCES letters (id) ON DELETE CASCADE,
  owner INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (letter, owner)
) STRICT, WITHOUT ROWID;
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
CREATE TABLE seats (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  seat TEXT NOT NULL,
  user INTEGER REFERENCES users (id),
  PRIMARY KEY (session, position),
  UNIQUE (session, seat)
) STRICT, WITHOUT ROWID;
INSERT INTO "seats" VALUES('e54db0090356',0,'speaker',1);
CREATE TABLE seen (
  bot TEXT NOT NULL,
  number INTEGER NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (bot, number)
) STRICT, WITHOUT ROWID;
INSERT INTO "seen" VALUES('stage',1,1772478005000000);
INSERT INTO "seen" VALUES('stage',2,1772478010000000);
INSERT INTO "seen" VALUES('stage',3,1772478015000000);
INSERT INTO "seen" VALUES('stage',4,1772478020000000);
INSERT INTO "seen" VALUES('stage',5,1772478025000000);
INSERT INTO "seen" VALUES('stage',6,1772478030000000);
INSERT INTO "seen" VALUES('stage',7,1772478035000000);
INSERT INTO "seen" VALUES('stage',8,1772478035000000);
INSERT INTO "seen" VALUES('stage',9,1772478040000000);
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
INSERT INTO "sessions" VALUES('e54db0090356','hill','062b24cb34b3a72c','running','{"trail":[{"hash":"062b24cb34b3a72c","step":"name","depth":0,"by":0,"then":""},{"hash":"062b24cb34b3a72c","step":"tired","depth":0,"by":1,"then":""},{"hash":"062b24cb34b3a72c","step":"bag","depth":0,"by":2,"then":""},{"hash":"062b24cb34b3a72c","step":"rest","depth":0,"by":3,"then":"top"},{"hash":"a77ab9c8c1ce6fff","step":"sit","depth":1,"by":4,"then":""},{"hash":"062b24cb34b3a72c","step":"top","depth":0,"by":5,"then":""},{"hash":"062b24cb34b3a72c","step":"again","depth":0,"by":6,"then":""},{"hash":"062b24cb34b3a72c","step":"top","depth":0,"by":7,"then":""}],"questions":[{"asked":8,"owner":1,"visit":7,"tries":0,"ticked":[],"aside":""}],"asked":8,"firm":0,"round":0}',1772478005000000,1772478040000000,9);
CREATE TABLE shown (
  session TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
  asked INTEGER NOT NULL CHECK (asked > 0),
  at INTEGER NOT NULL,
  message INTEGER NOT NULL,
  certain INTEGER NOT NULL CHECK (certain IN (0, 1)),
  PRIMARY KEY (session, asked)
) STRICT, WITHOUT ROWID;
INSERT INTO "shown" VALUES('e54db0090356',1,1772478005000000,2,1);
INSERT INTO "shown" VALUES('e54db0090356',2,1772478010000000,4,1);
INSERT INTO "shown" VALUES('e54db0090356',3,1772478015000000,6,1);
INSERT INTO "shown" VALUES('e54db0090356',4,1772478020000000,8,1);
INSERT INTO "shown" VALUES('e54db0090356',5,1772478025000000,10,1);
INSERT INTO "shown" VALUES('e54db0090356',6,1772478030000000,12,1);
INSERT INTO "shown" VALUES('e54db0090356',7,1772478035000000,16,1);
INSERT INTO "shown" VALUES('e54db0090356',8,1772478040000000,18,1);
CREATE TABLE structures (
  hash TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  format INTEGER NOT NULL CHECK (format > 0),
  body TEXT NOT NULL CHECK (json_valid(body)),
  kept INTEGER NOT NULL
) STRICT;
INSERT INTO "structures" VALUES('a77ab9c8c1ce6fff','bench',1,'{"structure":{"name":"bench","seats":["speaker"],"start":"sit","steps":{"sit":{"name":"sit","to":"speaker","exits":[{"to":"end","on":[],"when":[],"call":""}],"phase":"","ask":{"name":"breaths","low":1,"high":20,"share":"","kind":"number"},"tries":null,"visits":null,"nudge":null,"solo":null}},"phases":[],"calls":{},"format":1},"words":{"en":{"title":"A bench","about":"","texts":{"sit.say":"A bench. How many breaths?"}}},"hash":"a77ab9c8c1ce6fff","command":"","minutes":0,"withdrawn":{}}',1);
INSERT INTO "structures" VALUES('062b24cb34b3a72c','hill',1,'{"structure":{"name":"hill","seats":["speaker"],"start":"name","steps":{"name":{"name":"name","to":"speaker","exits":[{"to":"tired","on":[],"when":[],"call":""}],"phase":"up","ask":{"name":"name","limit":12000,"optional":false,"voice":false,"drafted":false,"share":"","kind":"text"},"tries":null,"visits":null,"nudge":null,"solo":null},"tired":{"name":"tired","to":"speaker","exits":[{"to":"bag","on":[],"when":[{"answer":"tired","of":"","among":[],"low":7,"high":10,"skipped":false}],"call":""},{"to":"bag","on":[],"when":[],"call":""}],"phase":"up","ask":{"name":"tired","options":[],"share":"","kind":"scale"},"tries":null,"visits":null,"nudge":null,"solo":null},"bag":{"name":"bag","to":"speaker","exits":[{"to":"rest","on":[],"when":[],"call":""}],"phase":"up","ask":{"name":"bag","options":["water","bread","map"],"pick":2,"least":1,"share":"","gently":[],"kind":"many"},"tries":null,"visits":null,"nudge":null,"solo":null},"rest":{"name":"rest","to":"speaker","exits":[{"to":"top","on":["yes"],"when":[],"call":"bench"},{"to":"top","on":["no"],"when":[],"call":""}],"phase":"up","ask":{"name":"rest","share":"","kind":"confirm"},"tries":null,"visits":null,"nudge":null,"solo":null},"top":{"name":"top","to":"speaker","exits":[{"to":"again","on":[],"when":[],"call":""}],"phase":"down","ask":{"name":"seen","limit":12000,"optional":false,"voice":false,"drafted":false,"share":"","kind":"text"},"tries":null,"visits":{"limit":2,"then":"home"},"nudge":null,"solo":null},"again":{"name":"again","to":"speaker","exits":[{"to":"top","on":["yes"],"when":[],"call":""},{"to":"home","on":["no"],"when":[],"call":""}],"phase":"down","ask":{"name":"again","share":"","kind":"confirm"},"tries":null,"visits":null,"nudge":null,"solo":null},"home":{"name":"home","to":"speaker","exits":[{"to":"end","on":[],"when":[],"call":""}],"phase":"","ask":null,"tries":null,"visits":null,"nudge":null,"solo":null}},"phases":["up","down"],"calls":{"bench":"a77ab9c8c1ce6fff"},"format":1},"words":{"en":{"title":"Up the hill","about":"","texts":{"name.say":"Who walks?","name.recap":"Walker: {name}","tired.say":"How tired is {name}?","bag.say":"What is in the bag?","bag.recap":"In the bag: {bag}","bag.option.water":"water","bag.option.bread":"bread","bag.option.map":"a map","rest.say":"A rest?","top.say":"{name} is at the top with {bag}. What is seen?","top.recap":"Seen: {seen}","again.say":"\"{seen}\". Look once more?","home.say":"Home."}}},"hash":"062b24cb34b3a72c","command":"hill","minutes":0,"withdrawn":{}}',2);
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
INSERT INTO "users" VALUES(1,'stage:ann',X'01','en','','',1,1,0,'e54db0090356','',1772478040000000,29541300,9);
CREATE INDEX seen_at ON seen (at);
CREATE INDEX users_heard_at ON users (heard_at);
CREATE INDEX sessions_hash ON sessions (hash);
CREATE INDEX seats_user ON seats (user);
CREATE INDEX answers_owner ON answers (owner);
CREATE INDEX letters_address ON letters (address, id);
CREATE INDEX letters_heads ON letters (due_at, id) WHERE head = 1;
CREATE TRIGGER letters_next AFTER DELETE ON letters WHEN OLD.head = 1
BEGIN
  UPDATE letters SET head = 1 WHERE id = (SELECT min(id) FROM letters WHERE address = OLD.address);
END;
CREATE TRIGGER letters_last AFTER DELETE ON letters
WHEN NOT EXISTS (SELECT 1 FROM users WHERE address = OLD.address)
BEGIN
  INSERT INTO facts (name, value) VALUES ('storage.clean', 'yes') ON CONFLICT (name) DO NOTHING;
END;
CREATE INDEX delivered_at ON delivered (at);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('users',1);
INSERT INTO "sqlite_sequence" VALUES('letters',17);
COMMIT;
