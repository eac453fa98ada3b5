"""How many invented projects a proof makes that more of them cost no more queries.

300 is over every number at which a page, a section or a file goes another way.
``MANY=6000`` is the whole measure.
"""

import os

MANY = int(os.environ.get("MANY", "300"))
