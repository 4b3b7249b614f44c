"""THE SWITCHBOARD: settings, app assembly, the poll loop, the sender, timed jobs, the clock, the command line."""
