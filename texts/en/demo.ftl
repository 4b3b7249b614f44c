# The demo: the potato harvest printed as a chat
demo-private = { $name }, in private
demo-narration = ◆ { $when } · { $note }
demo-tap = { $name } taps [{ $label }]
demo-toast = { $name } taps [{ $label }] → { $answer }
demo-edited = ✎
demo-same = (the same)
demo-sent = 📎 { $name }
demo-playing = The potato harvest
demo-started = Playing the potato harvest …
demo-right = ✅ It came out right: 23 signed up, 21 came, the first at 05:00, done at 07:00, 42 hours together.
demo-files = The files are in { $folder }: { $names }
demo-took = It took { $seconds } s.
demo-comma = { ", " }
demo-wrong = ❌ Not right: { $what } should be { $wanted } and is { $found }
demo-stuck = ❌ The play cannot go on: { $why }
demo-no-room = ❌ { $folder } cannot be written to: { $why }
