"""``python -m procession``."""

import sys
from multiprocessing import freeze_support

from procession.cli import main

if __name__ == "__main__":
    freeze_support()
    sys.exit(main())
