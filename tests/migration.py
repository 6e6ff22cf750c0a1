"""Writes the first migration from the models: `python -m tests.migration`.

For the time before the first release, while the tables still change; afterwards a change of the
models is a further migration.
"""

import re
import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from sqlalchemy import create_engine

import kam.store
from kam.models.all import metadata

FIRST = Path(kam.store.__file__).parent / "migrations" / "versions" / "0001_start.py"

HEAD = '''"""The first schema: people, customers, what they do, how they are judged."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ROW_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
'''

PLAIN = {
    r"sqlmodel\.sql\.sqltypes\.AutoString\(\)": "sa.String()",
    r"kam\.models\.base\.Instant\(\)": "sa.DateTime()",
    r"kam\.models\.base\.(Money|Exact)\(\)": "sa.BigInteger()",
    r"sa\.BigInteger\(\)\.with_variant\(sa\.Integer\(\), 'sqlite'\)": "ROW_ID",
    r"sa\.JSON\([^)]*\)": "sa.JSON()",
}
"""How the models' own types are written, so that a migration depends on no code of kam."""


def source() -> str:
    """The migration that makes the tables of the models in an empty database."""
    with create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection)
        operations = produce_migrations(context, metadata).upgrade_ops
    assert operations is not None
    body = render_python_code(operations, render_as_batch=False)
    for pattern, plain in PLAIN.items():
        body = re.sub(pattern, plain, body)
    lines = [line for line in body.splitlines() if not line.strip().startswith("#")]
    return HEAD + "\n".join(lines).lstrip("\n") + "\n"


if __name__ == "__main__":
    FIRST.write_text(source(), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(FIRST)], check=True)
