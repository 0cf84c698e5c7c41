"""Why a rule holds, and what is missing where it cannot be decided; computed from the rules."""
