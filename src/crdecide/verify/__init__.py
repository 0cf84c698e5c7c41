"""Properties of a rule set that hold for every child: proved over all that can be known, or refuted by one."""
