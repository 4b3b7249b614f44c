# 帮助
help-villager = 群里有召集，点“报名”或“去不了”；人到了点“到了”。看召集：/calls　记录：/me　说感受：/feedback　问隐私：/privacy
help-nobody = 我还不认识您。在村里的群里点“报名”就行。还没有群？把我加进群，请群主发 /setup。
help-official =
    /call 明早6点到志愿者菜园收土豆，要20个人
    /calls 所有召集　/roster 名单
    /checkin 签到　/people 没有手机的人
    /summary 会议摘要
    /export 导出表格　/role 邀请村干部
    /status 村里情况　/language 语言
    也可以直接说：发布、名单、签到、摘要、导出。
help-worker =
    /call 明早6点到志愿者菜园收土豆，要20个人
    /calls 所有召集　/roster 名单　/checkin 签到
    /people 没有手机的人（又名、合并）
    /digest 社工简报（只有社工能看）
    /summary 会议摘要　/export 导出表格
    /role 邀请村干部或社工
    /status 村里情况　/language 语言
    也可以直接说：发布、名单、签到、简报、摘要、导出。
help-operator =
    /status 各村情况、出了什么错
    /role worker 给社工一个邀请链接
    在群里：/setup 设置这个村；回复消息发 /role official 或 /role worker 任命。
help-results = 结果会在会上说。
help-prying = 谁说了什么，我查不出来，也不能告诉您。会上看的是人数：/summary
help-group = 有召集时，点卡片上的“报名”或“去不了”，直接回复卡片“报名”“取消”也行。
help-group-organiser =
    发召集：/call 明早6点到志愿者菜园收土豆，要20个人
    任命：回复他的消息发 /role official 或 /role worker
    其他的在私聊里：/help
