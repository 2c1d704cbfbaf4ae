"""Lets every room's tests import the helpers that lie in this folder, and takes the clock out of hypothesis."""

from hypothesis import settings

# Machines that run the tests are shared: a slow example is no failure, and a failing one must fail again. A change is
# judged by the same examples every time; `make test-all` looks for others (--hypothesis-profile=searching).
settings.register_profile("recounted", deadline=None, print_blob=True, derandomize=True)
settings.register_profile("searching", deadline=None, print_blob=True)
settings.load_profile("recounted")
