"""The dashboards: their sums, charts and key totals."""
