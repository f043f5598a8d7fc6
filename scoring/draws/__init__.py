"""How often ranks and fundings come up when weights and panels are drawn."""
