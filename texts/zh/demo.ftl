# 演示：把收土豆当聊天打印出来
demo-private = { $name } 的私聊
demo-narration = ◆ { $when }　{ $note }
demo-tap = { $name } 点 [{ $label }]
demo-toast = { $name } 点 [{ $label }]　→ { $answer }
demo-edited = ✎
demo-same = （同上）
demo-sent = 📎 { $name }
demo-playing = 收土豆
demo-started = 正在演收土豆……
demo-right = ✅ 对上了：23人报名，来了21人，最早05:00，07:00干完，一共42小时。
demo-files = 文件在 { $folder }：{ $names }
demo-took = 用了 { $seconds } 秒。
demo-comma = 、
demo-wrong = ❌ 没对上：{ $what } 应是 { $wanted }，实际是 { $found }
demo-stuck = ❌ 演不下去了：{ $why }
demo-no-room = ❌ { $folder } 写不了：{ $why }
