"""What leaves the house: messages through apprise, one sender at a time."""
