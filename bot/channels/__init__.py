"""THE DOORS: each channel is an aiogram session, so that handlers are written once for every platform."""
