"""Speed as ratios of whole processes: `python -m tests.benchmarks`."""
