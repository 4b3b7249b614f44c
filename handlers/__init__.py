"""THE CONVERSATIONS: aiogram routers, one file per conversation: read, call one use case, answer."""
