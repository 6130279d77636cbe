"""Tables of the Library: pictures, sounds and documents, with where they come from."""

from sqlmodel import SQLModel

from studio.store.columns import archived, code, integer, key, prose, title


class Asset(SQLModel, table=True):
    """A file kept in the workspace; its bytes lie in `asset_data` under `sha256`."""

    id: str = key()
    name: str = title()
    sha256: str = code()
    media: str = code()
    size: int = integer()
    width: int = integer()
    height: int = integer()
    provenance: str = prose()
    licence: str = prose()
    archived_ms: int | None = archived()
