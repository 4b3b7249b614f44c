# 不带斜杠也听得懂的话，空格分开
word-call = 发布
word-calls = 召集
word-roster = 名单
word-kept = 我代报的 我替报的
word-people = 人员
word-checkin = 签到
word-feedback = 反馈
word-digest = 简报
word-summary = 摘要
word-export = 导出
word-help = 帮助
word-language = 语言
word-status = 状态
word-privacy = 隐私
word-me = 我的
word-team = 志愿队
