"""Reads `kam staff list --format ndjson` and prints what each of them is called by."""

import json
import sys

sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
for line in sys.stdin:
    person = json.loads(line)
    print(person["code"] or person["name"])  # noqa: T201
