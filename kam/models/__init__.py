"""Tables and word lists. No queries: those live in `kam.store`."""
