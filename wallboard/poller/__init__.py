"""The companion service: asks Genesys Cloud once for everybody and tells every screen. Floor 4."""
