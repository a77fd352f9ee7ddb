"""All that is known about Genesys Cloud, and nobody else knows it. Floor 3."""
