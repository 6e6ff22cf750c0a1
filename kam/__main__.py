"""`python -m kam` is the same as `kam`."""

import sys

from kam.cli.app import main

if __name__ == "__main__":
    sys.exit(main())
