"""A Genesys Cloud of our own, for rehearsals and tests: it replays recorded calls. Floor 4."""
