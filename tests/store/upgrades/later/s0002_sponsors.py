"""Clients become sponsors: a table, a reference, a column, all by plain ALTER, and rows moved."""

from alembic import op
from sqlalchemy import Column, ForeignKey, Integer, Text

revision = "0002"
down_revision = "0001"
oldest_reader = 1


def upgrade() -> None:
    op.create_table(
        "sponsor", Column("id", Text, primary_key=True), Column("name", Text, nullable=False)
    )
    to_sponsor = ForeignKey(
        "sponsor.id", ondelete="SET NULL", deferrable=True, initially="IMMEDIATE"
    )
    op.add_column("spot", Column("sponsor_id", Text, to_sponsor), inline_references=True)
    op.create_index("ix_spot_sponsor_id", "spot", ["sponsor_id"])
    op.add_column("spot", Column("year", Integer, nullable=False, server_default="2030"))
    raw = op.get_bind()
    raw.exec_driver_sql("INSERT INTO sponsor SELECT DISTINCT 'of ' || client, client FROM spot")
    raw.exec_driver_sql("UPDATE spot SET sponsor_id = 'of ' || client")
