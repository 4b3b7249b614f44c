# 签到、点名、结束
arrived-came = ✅ { $at } 到，记下了
arrived-late = ✅ { $at } 到，记下了
arrived-walk-in = ✅ { $at } 到。没报名也欢迎，谢谢您来
arrived-waiting = ✅ { $at } 到。您在排队，来了就好，记下了
arrived-already = 已经签到了（{ $at }）
ticklist-title = 点名 · 召集{ $number } { $title }
ticklist-figures = 到了{ $present }人，还有{ $unmarked }人没点
ticklist-how = 点一下名字就是“来了”；再点一下可以改。
ticklist-empty = 名单上还没有人。
ticklist-one = { $name } 怎么记？
ticklist-party = ×{ $party }
ticklist-waiting = （排队）
ticklist-rest = ✅ 其余的都来了
ticklist-rest-ask = 把还没点的{ $unmarked }人都记成“来了”？
ticklist-rest-sure = ✅ 对，这{ $unmarked }人都来了
ticklist-extra = ＋ 没报名也来了的
ticklist-end = 🏁 结束
ticklist-open = 📋 看点名
ticklist-back = ‹ 返回名单
ticklist-ask-extra = 谁没报名也来了？写上名字，例如：王秀兰，老孙头和李婶，王大爷两口子
ticklist-ask-whom = { $whom }是谁？请写上名字{ $noted ->
    [0] ，例如：王秀兰，王大爷两口子
   *[other] ，别的人已经记下了
}。
attendance-came = 来了
attendance-late = 迟到
attendance-excused = 请假
attendance-no-show = 没来
attendance-walk-in = 没报名来了
page-before = ‹ 上一页
page-after = 下一页 ›
ending-unmarked = 还有{ $unmarked }人没点名。
ending-rest-came = ✅ 他们都来了，结束
ending-as-is = 🏁 就这样结束
ending-back = ‹ 回去点名
ending-done-toast = 活动结束了，辛苦！
ending-done = 🏁 { $title }：结束了。来了{ $came }人，一共{ $hours }小时。{ $unmarked ->
    [0] { "" }
   *[other] 还有{ $unmarked }人没点名，请在一天内补上，过后记“没来”。
}
ending-ask-when = 「{ $title }」是几点结束的？点一下，或者直接写，例如：8点半
ending-just-now = 刚刚才结束
ending-nudge = 「{ $title }」（{ $when }集合）还没有点“结束”。完了吗？
ending-nudge-now = 🏁 现在结束
ending-nudge-before = 🕗 早就完了
refused-end-unclear = 没看懂是几点，请再写一次，例如：8点半、中午12点
refused-end-ahead = 这个时间还没到，请写已经过去的时间，例如：8点半
refused-end-before-arrival = 那时候还没集合，或者还有人没到。请写最后一个人到了以后的时间
which-call = 召集{ $number } { $title }
which-call-ask = 是哪一个？
refused-too-early-to-check-in = 还早，集合前两小时起可以签到
refused-over-before-check-in = 已经结束了。您来过的话，请组织的人补上。
refused-too-late-to-correct = 活动过去30天了，不能再改
refused-walk-in-name = 没看到名字，请再写一次，例如：王秀兰，张大爷
refused-walk-in-too-many = 一次最多写{ $most }个名字，请分几次写
refused-nothing-to-check-in = 现在没有要签到的活动。集合前两小时起可以签到
refused-not-begun = 还没到时候，集合前两小时起才能结束。要取消请发 /roster
refused-done-by = { $who }已经结束了这次活动
refused-open-private-first = 请先点我的头像，开一个私聊，再来一次
