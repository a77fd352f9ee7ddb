"""Wallboard: how the agents of a Genesys Cloud organisation rank right now.

The floors, from the ground up: host, board, genesys | wire, app | poller | simulator.
"""

__version__ = "0.1.0"
