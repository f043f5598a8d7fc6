"""The call of a panel: changed, locked, explained, copied, released."""
