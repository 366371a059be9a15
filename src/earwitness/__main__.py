"""`python -m earwitness`: the same as `earwitness`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
