"""`python -m earwitness.cli`: the same as `earwitness`."""

import sys

from . import main

if __name__ == "__main__":
    sys.exit(main())
