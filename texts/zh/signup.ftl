# 报名、取消
signup-place = ✅ 报上了！{ $brief }
signup-place-bell = ✅ 报上了！{ $brief }。想让我到时提醒，点一下「🔔 提醒我」
signup-waiting = ⏳ 人满了，先排队{ $ahead ->
    [0] ，下一个就是您
   *[other] ，前面还有{ $ahead }人
}
signup-resized = ✅ 改成{ $party }人了
signup-already = ✅ 您已经报上了。{ $brief }
signup-already-waiting = ⏳ 您已在排队{ $ahead ->
    [0] ，下一个就是您
   *[other] ，前面还有{ $ahead }人
}
signup-already-here = ✅ 您已经签到了
signup-left = 好，已取消。下次再来
signup-declined = 好，知道了。下次再来
signup-already-away = 知道了，您不在名单上
signup-bell-already = 已经开了，到时提醒您
signup-for-placed = ✅ 给{ $names }报上了
signup-for-waiting = ⏳ { $names }先排队
signup-for-already = { $names }已经在名单上
signup-for-gone = 好，{ $names }已取消
signup-organiser = 「{ $title }」：取消整个召集，还是您自己去不了？
signup-organiser-cancel = 取消召集
signup-organiser-leave = 我去不了
signup-unsure = 您是要报名「{ $title }」吗？
signup-unsure-leave = 您是去不了「{ $title }」了吗？
signup-unsure-yes = ✋ 报名
signup-unsure-leave-yes = 去不了
signup-unsure-no = 不是
signup-unsure-other = 这句是问别人的，报名请点召集卡
signup-unsure-fine = 好，没动
signup-same-name = { $name }已经有人替报了，是同一个人吗？
signup-same-me = 是我
signup-same-other = 不是
signup-same-asked = 先回答一下：是不是同一个人？
signup-on-the-way = 知道了，路上慢点。
signup-maybe = 好，定了再点“报名”
signup-maybe-listed = 您还在名单上。去不了就点“去不了”
signup-how-many = 您报了{ $party }人。一共几个人去？
signup-which-join = 报哪一个？
signup-which-leave = 取消哪一个？
signup-not-on-list = 您还没报名
signup-on-list = 您报上了，{ $party }人
refused-here-already = { $names }已经到了，名单上留着
signup-which = 您说的是哪一个？
signup-unknown = 我还不认识您。请在村里的群里点一次“报名”，我就认识您了。
signup-none-open = 现在没有要报名的活动。有了新召集，群里会有卡片。
answer-when = 🕕 { $when }
answer-until = 🕕 { $when } 集合。几点完没写，请问组织的人
answer-where = 📍 { $place }
answer-bring = 🎒 { $bring }
answer-bring-nothing = 🎒 没写要带什么
answer-places = { $free ->
    [0] 👥 满了，报名先排队
   *[other] 👥 还有{ $free }个名额
}
answer-what = { $title }
refused-call-started = 已经开始了，直接过来点「到了」就行
refused-call-started-leave = 已经开始了，来不了请跟组织的人说一声
refused-call-open = 已经发布了。要改人数、要取消，请发 /roster
refused-call-done = 这次活动已经结束了。下次再来
refused-call-cancelled = 这次活动取消了
refused-call-discarded = 这个草稿已经不要了。要发请重新 /call
refused-call-draft = 还没发布，请先点「📣 发布」
refused-party-size = 一次最多报{ $most }人，请写少一点
refused-party-does-not-fit = { $free ->
    [0] 您的位子还在。人满了，加不了人
   *[other] 您的位子还在。只剩{ $free }个名额，请少加几个
}
refused-companion-does-not-fit = 您的位子还在。{ $who }那个满了。
refused-no-names = 没看到名字，请写清楚，例如：帮李婶报名
refused-not-yours = 没找到您代报的这个人，请看看名字对不对
