"""`python -m kam` is the same as `kam`."""

from kam.cli.app import main

if __name__ == "__main__":
    main()
