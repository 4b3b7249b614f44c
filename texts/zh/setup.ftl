# 设置一个村
setup-done =
    「{ $village }」设好了，{ $name }是村干部。
    回复一个人的消息发 /role official，任命他为村干部；社工由运营者任命。
    要人手时发 /call，例：/call 明早6点到志愿者菜园收土豆，要20个人，带手套
setup-done-by-operator =
    「{ $village }」设好了。
    现在回复一个人的消息发 /role official（村干部）或 /role worker（社工）。
    然后他们就能发 /call，例：/call 明早6点到志愿者菜园收土豆，要20个人，带手套
setup-in-the-group = /setup 要发在村里的群里：先把我加进群，再由群主或管理员在群里发 /setup。
setup-hint = 大家好，我是一呼，帮村里召集志愿者。请群主或管理员在群里发 /setup，我就开始。
refused-already-set-up = 这个群已经设好了，直接用就行。看看能做什么：/help
refused-not-administrator = 只有群主或群管理员能设置。请他们在群里发 /setup。
operator-bot-removed = 我被移出了「{ $village }」的群。要继续用，请把我加回去。
operator-bot-muted = 我在「{ $village }」的群里发不了言。请群管理员允许我发消息。
