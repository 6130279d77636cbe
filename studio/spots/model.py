"""Tables of a spot: scenes hold panels; a panel holds its cast, props and supers."""

from sqlmodel import SQLModel

from studio.store.columns import (
    archived,
    code,
    integer,
    key,
    link,
    prose,
    rank,
    recipe,
    title,
    weak_link,
)


class Spot(SQLModel, table=True):
    """One advertisement to be made; the frame rate is rational."""

    id: str = key()
    rank: str = rank()
    title: str = title()
    client: str = prose()
    ratio: str = code("9:16")
    fps_num: int = integer(25)
    fps_den: int = integer(1)
    placement: str = code("tiktok")
    disclosure: str = prose()
    """The legal label that stays on the picture."""
    accent: str = code("#e76f51")
    product: str = recipe()
    """JSON as `render.shot.Product` reads it."""
    archived_ms: int | None = archived()


class Scene(SQLModel, table=True):
    """A part of the story."""

    id: str = key()
    spot_id: str = link("spot.id", cascade=True)
    rank: str = rank()
    title: str = title()


class Panel(SQLModel, table=True):
    """One picture of the storyboard; how long it lasts, what is seen, done and said."""

    id: str = key()
    scene_id: str = link("scene.id", cascade=True)
    rank: str = rank()
    duration_ms: int = integer(2000)
    size: str = code("MS")
    angle: str = code("eye")
    camera_move: str = code("static")
    subject: str = code("cast")
    framing: str = code("auto")
    setting: str = code("studio")
    light: str = code("day")
    action: str = prose()
    dialogue: str = prose()


class CastMember(SQLModel, table=True):
    """A talent in a panel: pose, expression, and where they stand, in mm from the middle."""

    __tablename__ = "cast_member"

    id: str = key()
    panel_id: str = link("panel.id", cascade=True)
    talent_id: str = link("talent.id", cascade=False)
    look_id: str | None = weak_link("look.id")
    """The talent's first look when empty."""
    rank: str = rank()
    pose: str = code("stand")
    expression: str = code("soft_smile")
    facing: str = code("front")
    head: str = code()
    gaze: str = code("camera")
    outfit: str = code()
    prop: str = code()
    x_mm: int = integer()
    z_mm: int = integer()
    mirror: int = integer()


class PropUse(SQLModel, table=True):
    """A thing standing in a panel's set: position in mm, scale in thousandths, tilt in degrees."""

    __tablename__ = "prop_use"

    id: str = key()
    panel_id: str = link("panel.id", cascade=True)
    rank: str = rank()
    prop: str = code("product")
    x_mm: int = integer()
    y_mm: int = integer(-900)
    scale: int = integer(1000)
    tilt: int = integer()


class Super(SQLModel, table=True):
    """Text laid over a panel's picture."""

    id: str = key()
    panel_id: str = link("panel.id", cascade=True)
    rank: str = rank()
    words: str = prose()
    style: str = code("caption")
    position: str = code("top")
