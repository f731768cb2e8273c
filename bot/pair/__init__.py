"""Two people: invited, screened, linked, apart."""
