"""Handles become outlets: a table that others refer to is rebuilt, and rows go."""

from alembic import op
from sqlalchemy import CheckConstraint, Column, ForeignKey, Text

revision = "0003"
down_revision = "0002"
oldest_reader = 3
recounted = {"super"}


def upgrade() -> None:
    to_talent = ForeignKey("talent.id", ondelete="CASCADE", deferrable=True, initially="IMMEDIATE")
    op.create_table(
        "outlet",
        Column("id", Text, primary_key=True),
        Column("talent_id", Text, to_talent, nullable=False),
        Column("handle", Text, nullable=False),
    )
    raw = op.get_bind()
    raw.exec_driver_sql("INSERT INTO outlet SELECT 'of ' || id, id, handle FROM talent")
    with op.batch_alter_table("talent", recreate="always") as talent:
        talent.drop_column("handle")
        talent.create_check_constraint("talent_kind", CheckConstraint("kind <> ''").sqltext)
    raw.exec_driver_sql("UPDATE panel SET action = 'There: ' || action")
    raw.exec_driver_sql("DELETE FROM super WHERE words = ''")
