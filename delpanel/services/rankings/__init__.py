"""The ranking as rows, sentences and plain data, and what breaks its ties."""
