# 命令菜单
command-start = 打开和一呼的私聊
command-help = 能做什么
command-call = 发布召集：要人手，说一句话
command-calls = 所有召集
command-roster = 报名名单
command-checkin = 签到
command-me = 我的记录、时长、证明
command-team = 志愿队：加入、退出
command-feedback = 说说活动怎么样
command-digest = 社工简报
command-summary = 会议摘要
command-export = 导出表格
command-language = 选择语言
command-status = 村里情况
command-privacy = 记了什么，谁能看
command-setup = 设置这个群（群主或管理员）
command-role = 任命村干部或社工（回复他的消息）
