"""How a verification ends when it does not succeed."""


class Refused(Exception):
    """`code` is one of the failures that ledger/README.md lists."""

    def __init__(self, code):
        super().__init__(code)
        self.code = code
