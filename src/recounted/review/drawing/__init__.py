"""Drawings made on the server, without script: tolls and reports over time, the family tree, places on the basemap."""
