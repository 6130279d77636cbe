"""From a table (TOML, JSON) to a typed frozen value, with errors that name the place."""

from collections.abc import Mapping
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, ConfigDict, TypeAdapter, ValidationError

from studio.kernel.colour import Rgba, parse_hex
from studio.kernel.errors import StudioError, Unreadable
from studio.kernel.i18n import _

T = TypeVar("T")

STRICT = ConfigDict(extra="forbid", arbitrary_types_allowed=False, allow_inf_nan=False)
"""Give this to a value class as `__pydantic_config__`, so that a misspelt key is an error."""


def _as_colour(value: object) -> object:
    if isinstance(value, str):
        try:
            return parse_hex(value)
        except StudioError as error:
            raise ValueError(str(error)) from error
    return value


Colour = Annotated[Rgba, BeforeValidator(_as_colour)]
"""A colour that files write as '#rrggbb'."""


_adapters: dict[type, TypeAdapter[Any]] = {}


def read_value(kind: type[T], table: Mapping[str, object], where: str) -> T:
    """Return `table` as a `kind`; raise Unreadable naming `where` and the key that is wrong."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    try:
        value: T = _adapters[kind].validate_python(table)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "?"
        sentence = _("{where}: “{key}” cannot be used: {why}. Correct it and try again.")
        raise Unreadable(
            sentence.format(
                where=where, key=key, why=first["msg"].removeprefix("Value error, ").rstrip(".")
            )
        ) from error
    return value
