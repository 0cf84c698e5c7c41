"""``python -m crdecide``."""

from .cli import main

main(prog_name="crdecide")
