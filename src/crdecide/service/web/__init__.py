"""HTTP: what every request passes, and what is refused."""
