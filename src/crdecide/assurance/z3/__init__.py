"""A second opinion by Z3: the same properties put to a theorem prover, from the rules alone.

Nothing of the diagrams, regions or engines is used: an input is known or not and has a value, a quantity is a real
number, and a condition is a pair of formulas, when it is true and when it is false (L. de Moura and N. Bjørner, 2008,
https://doi.org/10.1007/978-3-540-78800-3_24). Inputs vary freely, even where no record could hold them together, so
that what is proved here is proved of more than all children.
"""

from .claims import CLAIMS, opinion

__all__ = ["CLAIMS", "opinion"]
