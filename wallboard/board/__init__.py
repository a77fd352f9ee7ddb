"""The domain: agents, window, AHT, ranking, views, freshness. Pure: no clock, no loop, no I/O. Floor 2."""
