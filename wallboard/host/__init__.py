"""What the machine gives: clock, paths, logs, settings, programs. Floor 1; imports nothing of ours."""
