-- The country whose numbers /help shows (ISO 3166-1), as the person said it; empty until then, and never guessed.
ALTER TABLE users ADD COLUMN country TEXT NOT NULL DEFAULT '';
