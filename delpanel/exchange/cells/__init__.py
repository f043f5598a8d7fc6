"""What a cell says: amounts, moments, identifiers, places."""
