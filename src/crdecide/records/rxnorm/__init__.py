"""Drug products of RxNorm by their ingredients, as `.ci/code-lists` made them.

From RxNorm Current Prescribable Content, release of 6 October 2025, U.S. National Library of Medicine, as extracted in
https://github.com/davidanderson3/rxnorm-ingredients at commit 2810603, and the medication list of
https://github.com/cds-hooks/sandbox. NLM does not endorse this use. A code that is absent here is not known, and no
statement on RxNorm.
"""

from .products import PRODUCTS, RXNORM, Product

__all__ = ["PRODUCTS", "RXNORM", "Product"]
