"""Tables of the Library: pictures, sounds and documents, with where they come from."""

from sqlmodel import SQLModel

from studio.store.columns import integer, key, text


class Asset(SQLModel, table=True):
    """A file kept in the workspace; its bytes lie in `asset_data` under `sha256`."""

    id: str = key()
    name: str = text()
    sha256: str = text()
    media: str = text()
    size: int = integer()
    width: int = integer()
    height: int = integer()
    provenance: str = text()
    licence: str = text()
