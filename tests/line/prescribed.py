"""`wallboard-poller` on a machine with a policy: the first argument names its file, in the place of the system's own.

Nobody but a test can have another: there is no argument and no variable for it.
"""

import sys
from pathlib import Path

from wallboard.host import policy
from wallboard.poller.main import main

if __name__ == "__main__":
    policy.FILE = Path(sys.argv[1])
    sys.exit(main(sys.argv[2:]))
