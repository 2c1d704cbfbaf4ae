"""The invented sets are found by name from the tests beside them."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
