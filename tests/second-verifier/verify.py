"""A second verifier of proof bundles, written from ledger/README.md alone.

    python3 verify.py TRUST.json BUNDLE.json...

Prints one line for each bundle: `verified` or the code of its failure, a tab, the file. Exits with 0 if all are
verified. Needs Python 3.9 or newer and nothing else.
"""

import sys
from pathlib import Path

from bundle import verify
from refused import Refused
from trust import read_trust


def main(trust_file, *bundle_files):
    try:
        trust = read_trust(Path(trust_file).read_text(encoding="utf-8"))
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        sys.exit(f"trust-malformed\t{trust_file}: {error}")
    verdicts = [(verdict(Path(file).read_bytes(), trust), file) for file in bundle_files]
    for code, file in verdicts:
        print(f"{code}\t{file}")
    return 0 if all(code == "verified" for code, _ in verdicts) else 1


def verdict(data, trust):
    try:
        verify(data, trust)
    except Refused as refused:
        return refused.code
    return "verified"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
