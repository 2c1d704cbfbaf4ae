"""The same casebook for programs: JSON at the addresses of the pages, with ``/api`` before them, and a description of it.

Reading is open to whoever may read the pages; changing anything takes a token, and so no browser can be made to do it.
"""

from recounted.review.api import description, reading, writing

#: The modules that hold routes for programs.
ROOMS = (reading, writing, description)
