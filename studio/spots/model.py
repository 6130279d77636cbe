"""Tables of a spot: scenes hold panels; a panel holds its cast, props and supers."""

from sqlmodel import SQLModel

from studio.store.columns import integer, key, link, rank, text, weak_link


class Spot(SQLModel, table=True):
    """One advertisement to be made; the frame rate is rational."""

    id: str = key()
    rank: str = rank()
    title: str = text()
    client: str = text()
    ratio: str = text("9:16")
    fps_num: int = integer(25)
    fps_den: int = integer(1)
    placement: str = text("tiktok")
    disclosure: str = text()
    """The legal label that stays on the picture."""
    accent: str = text("#e76f51")
    product: str = text("{}")
    """JSON as `render.shot.Product` reads it."""


class Scene(SQLModel, table=True):
    """A part of the story."""

    id: str = key()
    spot_id: str = link("spot.id", cascade=True)
    rank: str = rank()
    title: str = text()


class Panel(SQLModel, table=True):
    """One picture of the storyboard; how long it lasts, what is seen, done and said."""

    id: str = key()
    scene_id: str = link("scene.id", cascade=True)
    rank: str = rank()
    duration_ms: int = integer(2000)
    size: str = text("MS")
    angle: str = text("eye")
    camera_move: str = text("static")
    subject: str = text("cast")
    framing: str = text("auto")
    setting: str = text("studio")
    light: str = text("day")
    action: str = text()
    dialogue: str = text()


class CastMember(SQLModel, table=True):
    """A talent in a panel: pose, expression, and where they stand, in mm from the middle."""

    __tablename__ = "cast_member"

    id: str = key()
    panel_id: str = link("panel.id", cascade=True)
    talent_id: str = link("talent.id", cascade=False)
    look_id: str | None = weak_link("look.id")
    """The talent's first look when empty."""
    rank: str = rank()
    pose: str = text("stand")
    expression: str = text("soft_smile")
    facing: str = text("front")
    head: str = text()
    gaze: str = text("camera")
    outfit: str = text()
    prop: str = text()
    x_mm: int = integer()
    z_mm: int = integer()
    mirror: int = integer()


class PropUse(SQLModel, table=True):
    """A thing standing in a panel's set: position in mm, scale in thousandths, tilt in degrees."""

    __tablename__ = "prop_use"

    id: str = key()
    panel_id: str = link("panel.id", cascade=True)
    rank: str = rank()
    prop: str = text("product")
    x_mm: int = integer()
    y_mm: int = integer(-900)
    scale: int = integer(1000)
    tilt: int = integer()


class Super(SQLModel, table=True):
    """Text laid over a panel's picture."""

    id: str = key()
    panel_id: str = link("panel.id", cascade=True)
    rank: str = rank()
    words: str = text()
    style: str = text("caption")
    position: str = text("top")
