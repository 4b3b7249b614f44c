# 情况
status-lines = { $lines }
status-village =
    「{ $village }」
    您是：{ $role }
    我在群里：{ $bot }
    村干部：{ $officials }
    社工：{ $workers }
    认识的人：{ $known }
    进行中的召集：{ $open }
status-none = 还没有
status-bot-admin = 管理员
status-bot-member = 普通成员（够用；设为管理员，就能看到有人退群）
status-bot-out = 不在群里，请把我加回去
status-bot-unknown = 平台没回话，不知道
status-privacy-on = 隐私模式：开。群里我只看得到命令和回复我的话，看不到别的聊天。
status-privacy-off = 隐私模式：关。我看得到群里所有的话，虽然不记。建议在 BotFather 里打开，再把我重新加进群。
status-villager =
    您在：{ $villages }，是村民。
    我会在活动前提醒您，活动后问问您怎么样。报名、取消在群里点就行。
status-nobody = 您还没在哪个村里。在村里的群里点“报名”，我就认识您了。
status-trouble =
    给运营者：
    搁置的更新：{ $parked }
    没送到的消息：{ $failed }
    过期没发的：{ $expired }
    等着发的：{ $waiting }
