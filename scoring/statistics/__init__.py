"""Agreement, severity and expected ranks of a panel: advice, measured in floats."""
