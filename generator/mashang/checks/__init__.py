"""From raw tables to checked facts: what cannot be read for certain is a problem, never a guess."""
