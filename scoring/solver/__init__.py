"""The integer programming library, quiet and checked in integers."""
