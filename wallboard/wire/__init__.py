"""The contract between the poller and its screens: messages, their encoding, the handshake. Floor 3."""
