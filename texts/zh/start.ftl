# 打开私聊
start-villager = { $name }好！这里是「{ $village }」。群里有召集，点“报名”就行。活动前我会在这里提醒您。
start-official = { $name }好！要人手时发 /call 加一句话，例：/call 明早6点到志愿者菜园收土豆，要20个人，带手套。其他：/help
start-worker = { $name }好！您是社工。活动后大家的反馈由您来读：/digest。召集也可以发：/call。其他：/help
start-operator = { $name }好！您是运营者。把我加进村里的群，在群里发 /setup；社工由您任命。看情况：/status。其他：/help
start-nobody = { $name }好！我是一呼，帮村里召集志愿者。在村里的群里点“报名”，我就认识您了。
open-private = 这个我私下告诉您。请先点我的头像，打开私聊，按“开始”。
