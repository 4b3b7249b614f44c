# 谁都可能听到的“不行”
refused-not-found = 没找到这一条，可能已经不在了。
refused-not-organiser = 这个只有村干部和社工能做。有想法，请跟他们说。
refused-not-worker = 大家的反馈只有社工能看。要结果，请看会议摘要：/summary
refused-stale-button = 这个按钮过期了，请用最新的那一条。
anonymous-admin = 匿名发的我认不出是谁。请关掉匿名，用自己的名字再发一次。
stale-words = 没听懂，对不住。看看能做什么：/help
stale-command = 没有这个命令。看看有哪些：/help
stale-no-text = 我只看得懂文字，请打字告诉我。看看能做什么：/help
