"""What members hand in: checked, laid beside the panel, taken in."""
