"""The consensus page: sheets, agreed points, ranking, robustness."""
