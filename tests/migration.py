"""Writes the next migration from the models: `python -m tests.migration NAME`.

What the newest migration leaves and the models ask for is compared; the difference is the next
step. Read it before it is committed: a change of kept rows is for a person to write.
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
from kam.store import schema

VERSIONS = Path(kam.store.__file__).parent / "migrations" / "versions"

HEAD = '''"""{title}"""

import sqlalchemy as sa
from alembic import op

revision = "{revision}"
down_revision = "{before}"

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


def source(title: str, revision: str) -> str:
    """The migration from the newest one there is to the tables of the models."""
    with create_engine("sqlite://").connect() as connection:
        schema.upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        operations = produce_migrations(context, metadata).upgrade_ops
    assert operations is not None
    body = render_python_code(operations, render_as_batch=True)
    for pattern, plain in PLAIN.items():
        body = re.sub(pattern, plain, body)
    lines = [line for line in body.splitlines() if not line.strip().startswith("#")]
    head = HEAD.format(title=title, revision=revision, before=schema.HEAD)
    return head + "\n".join(lines).lstrip("\n") + "\n"


if __name__ == "__main__":
    name = sys.argv[1]
    revision = f"{int(schema.HEAD) + 1:04}"
    file = VERSIONS / f"{revision}_{name}.py"
    file.write_text(source(name.replace("_", " "), revision), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", str(file)], check=True)
    sys.stdout.write(f"{file} written; now set kam.store.schema.HEAD to {revision}\n")
