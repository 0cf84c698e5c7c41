"""``python -m crdecide``."""

from crdecide.cli import main

main(prog_name="crdecide")
