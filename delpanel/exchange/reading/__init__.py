"""Any file or database as plain tables, within limits, in a process of its own."""
