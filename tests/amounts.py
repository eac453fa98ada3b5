"""How many rows show that a page costs the same for few and for many.

More than the longest page that the back office draws, and enough for a query per row to show. To take as many
as an organisation may have: ``MANY_PROJECTS=6000``.
"""

import os

MANY_PROJECTS = int(os.environ.get("MANY_PROJECTS", "250"))
