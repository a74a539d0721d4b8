"""`/meja/kesesuaian/`: time used against the standard, where time goes, rounds, ends; the event log to take along."""
