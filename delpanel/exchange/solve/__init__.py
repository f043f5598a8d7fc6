"""The stateless interface for auditors, line by line."""
