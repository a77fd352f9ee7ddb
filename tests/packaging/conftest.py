"""The modules beside packaging/dev.py are scripts: they find each other on the path, and so do their tests."""

import sys
from pathlib import Path

_PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
sys.path += [str(_PACKAGING), str(_PACKAGING / "bench")]
