"""What can go wrong, as a tree with an exit code per branch.

    KamError                 1  something failed
    ├── UsageError           2  the words on the command line do not fit
    │   └── PolicyError      2  a policy file that breaks the schema
    ├── NotFoundError        3  no such record, file or database
    ├── ConflictError        4  the wish contradicts what is stored
    │   └── AmbiguousError   4  several records match
    ├── RowsRejected         5  some rows of a workbook were not kept
    ├── UnreadableFileError  1  not a workbook that can be read
    └── StoreError           1  the database is damaged, locked or newer than the program

Every message is one line: what, where, what to do next. It is caught once, in `kam.cli.app`.
"""


class KamError(Exception):
    """A failure with words for the user; `exit_code` is what the process ends with."""

    exit_code = 1


class UsageError(KamError):
    exit_code = 2


class PolicyError(UsageError):
    pass


class NotFoundError(KamError):
    exit_code = 3


class ConflictError(KamError):
    exit_code = 4


class AmbiguousError(ConflictError):
    pass


class RowsRejected(KamError):
    exit_code = 5


class UnreadableFileError(KamError):
    pass


class StoreError(KamError):
    pass
