"""The words of the interface: catalogues of its languages, codes and figures in words."""
