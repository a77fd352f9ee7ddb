"""The screen: the only place that knows Qt. Floor 4."""
