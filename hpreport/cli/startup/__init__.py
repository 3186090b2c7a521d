"""How a call is answered."""
