"""THE ACTIONS: one function per thing people do; each is one transaction: load, ask the rules, save, promise."""
