"""THE STAGE: a local Bot API server with a WeChat-like page. Knows only the Bot API, nothing of the bot."""
