"""The review page: where an analyst reads, checks and compares what the casebook holds.

In: an open casebook, and a way to take files in. Out: a web application (``app.create_app``) whose pages are made on the server
and work without script. It listens on this machine only, fetches nothing, and shows what reports say as text and never as markup.
"""
