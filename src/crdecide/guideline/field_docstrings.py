"""What a field means stands below it in the code, where an editor shows it; a JSON Schema of the model says it too.

pydantic can do this by itself (`use_attribute_docstrings`), but reads the source of every class when it is imported: a
tenth of the time that a call takes. Here it is read when somebody asks for a schema.
"""

import ast
import inspect
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from textwrap import dedent

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Described(BaseModel):
    """A model whose JSON Schema says of each field what its docstring says."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler(core_schema)
        properties = handler.resolve_ref_schema(schema).get("properties", {})
        for name, text in docstrings(cls).items():
            field = cls.model_fields.get(name)
            written = properties.get((field and field.serialization_alias) or name)
            if written is not None:
                written.setdefault("description", text)
        return schema


def docstrings(model: type[BaseModel]) -> Mapping[str, str]:
    """What stands below each field of a model, its own and those that it inherits."""
    found: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, Described):
            found |= _own_docstrings(each)
    return found


@cache
def _own_docstrings(model: type[BaseModel]) -> Mapping[str, str]:
    """None where the source is not there to be read, as of a class that was typed into a console."""
    try:
        [defined] = ast.parse(dedent(inspect.getsource(model))).body
    except (OSError, TypeError, SyntaxError):
        return {}
    found: dict[str, str] = {}
    for field, below in pairwise(getattr(defined, "body", ())):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                found[name] = " ".join(text.split())
    return found
