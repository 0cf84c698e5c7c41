"""One wheel for CPython 3.11 and all later ones: the C side keeps to the stable interface."""

from setuptools import Extension, setup

setup(
    py_modules=[],
    ext_modules=[Extension("crdecide_accelerator", ["reduction.c"], py_limited_api=True)],
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
