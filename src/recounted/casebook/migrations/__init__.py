"""Migrations of the casebook's tables, run by Alembic."""
