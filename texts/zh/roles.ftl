# 村干部和社工
role-words-official = official 村干部 干部 官员
role-words-worker = worker 社工 social-worker
role-words-none = none 无 免去 村民
role-name-official = 村干部
role-name-worker = 社工
role-name-none = 村民
role-name-operator = 运营者
role-given-official = { $name } 现在是本村村干部。
role-given-worker = { $name } 现在是本村社工。
role-taken-official = { $name } 不再是本村村干部。
role-taken-worker = { $name } 不再是本村社工。
role-how =
    回复一个人的消息，发：
    /role official（村干部）
    /role worker（社工）
    /role none（免去）
    不回复谁，直接发 /role official，我私下给您一个邀请链接。
role-how-link =
    要邀请谁？发：
    /role official（村干部）
    /role worker（社工）
    我给您一个只能用一次的链接。免去职务，请在群里回复他的消息发 /role none。
role-which-village = 邀请到哪个村？
role-link-official = 请一位村干部进「{ $village }」。把这个链接只发给本人：
    { $link }
    只能用一次，7天内有效。
role-link-worker = 请一位社工进「{ $village }」。把这个链接只发给本人：
    { $link }
    只能用一次，7天内有效。
role-open-private = 链接要私下给您。请先打开和我的私聊：{ $link } 然后再发一次。
role-yours-official = 您现在是「{ $village }」的村干部。要人手时发 /call 加一句话。看看还能做什么：/help
role-yours-worker = 您现在是「{ $village }」的社工。活动后大家的反馈由您来读。看看能做什么：/help
refused-not-appointer = 只有村干部、社工或运营者能任命别人。请找他们。
refused-worker-by-worker-only = 社工只能由社工或运营者任命和免去。请找他们。
refused-already-that-role = 已经是{ $role ->
    [official] 村干部
   *[worker] 社工
}了，不用再任命。
refused-already-other-role = 现在是{ $role ->
    [official] 村干部
   *[worker] 社工
}。一个人在一个村不能既是村干部又是社工，要先用 /role none 免去。
refused-no-role = 这个人现在没有职务，不用免去。
refused-role-for-a-bot = 机器人不能有职务。请回复一个人的消息。
refused-role-for-anonymous = 看不出这条消息是谁发的。请他用自己的名字说句话，再回复那一条。
refused-invitation-void = 这个邀请链接用过了，或者过期了。请给您链接的人再发一个。
