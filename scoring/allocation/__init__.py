"""Both policies with their awards and reasons, what would change them, and what-ifs."""
