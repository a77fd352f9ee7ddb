"""Hold a body to the schemas of Genesys Cloud's published interface, more strictly than they do themselves."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from openapi_schema_validator import OAS30Validator

_SUBSET = Path(__file__).parent.parent / "data" / "genesys-openapi-subset.json"


@cache
def _validator(schema: str) -> OAS30Validator:
    schemas = json.loads(_SUBSET.read_text("utf-8"))["components"]["schemas"]
    for known in schemas.values():
        if "properties" in known:
            known.setdefault("additionalProperties", False)  # a property that Genesys Cloud does not have is a mistake
    return OAS30Validator(
        {"allOf": [{"$ref": f"#/components/schemas/{schema}"}], "components": {"schemas": schemas}},
        format_checker=OAS30Validator.FORMAT_CHECKER,
    )


def faults(schema: str, body: object) -> list[str]:
    """What is wrong with a body, in the form in which it is sent; nothing when it fits the schema."""
    sent: Any = json.loads(msgspec.json.encode(body))
    return [f"{error.json_path}: {error.message}" for error in _validator(schema).iter_errors(sent)]
