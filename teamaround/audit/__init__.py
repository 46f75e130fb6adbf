"""Events of reading and changing, append-only, sealed. See README.md."""
