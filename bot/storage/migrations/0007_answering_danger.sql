-- What is kept of words of danger: not which, nor why, nor when. `screen_before`: of two people's talks, those that began
-- from this instant on wait for a screening, and so does one that rests (0: all of them, until somebody says to go on);
-- NULL: none does. `offer_help`: it is offered once more when the next talk begins.
ALTER TABLE users ADD COLUMN screen_before INTEGER;
ALTER TABLE users ADD COLUMN offer_help INTEGER NOT NULL DEFAULT 0 CHECK (offer_help IN (0, 1));

-- `delivered` has from now on the numbers of what people wrote themselves, too: so /hide can take it away.

-- Whether all that comes unasked is to be one plain line.
ALTER TABLE users ADD COLUMN plain INTEGER NOT NULL DEFAULT 0 CHECK (plain IN (0, 1));
