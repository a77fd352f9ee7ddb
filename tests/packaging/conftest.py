"""The modules beside packaging/dev.py are scripts: they find each other on the path, and so do their tests."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))
