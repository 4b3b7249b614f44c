# 召集卡
card-title = 召集{ $number } { $title }
card-when = 🕕 { $when }
card-where = 📍 { $place }
card-bring = 🎒 { $bring }
card-hours = ⏱ 大概{ $length }
length-hours = { $hours }小时
length-both = { $hours }小时{ $rest }分钟
length-minutes = { $rest }分钟
card-note = 📝 { $note }
card-soon = { $day }{ $clock }
card-figures = 👥 已报名 { $confirmed }/{ $needed } 人
card-figures-full = 👥 已报满 { $confirmed }/{ $needed } 人，还可以排队
card-figures-held = 👥 已报名 { $confirmed }/{ $needed } 人，还可以排队
card-offered = ✋ 有空位，等回话{ $offered }人：{ $names }
card-party = { $name }×{ $party }
card-comma = 、
card-and-more = { $names }…共{ $all }人
card-waiting = ⏳ 排队{ $waiting }人：{ $names }
card-held = 还空{ $free }个，等{ $party }人一起的
card-deciding = 空出{ $free }个名额，等组织者定给谁
card-present = ✅ 已到{ $present }人
card-cancelled = ❌ 取消了，不用来
card-cancelled-why = ❌ 取消了，不用来。原因：{ $reason }
card-done = 🏁 干完了：来了{ $came }人，一共{ $hours }小时
card-join-button = ✋ 报名
card-leave-button = 去不了
card-here-button = ✅ 到了
card-bell-button = 🔔 提醒我
card-roster-button = 📋 名单
mine-none = 您还没报名。想去就点「✋ 报名」。
mine-declined = 您说去不了。想去随时报名。
mine-withdrawn = 您已取消。想去还可以再报。
mine-place = ✅ 您报上了{ $party ->
    [1] { "" }
   *[other] （{ $party }人）
}。集合前我提醒您。
mine-waiting = ⏳ 您在排队{ $ahead ->
    [0] ，下一个就是您
   *[other] ，前面还有{ $ahead }人
}。有空位我告诉您。
mine-offered = ✋ 有空位了，给您留到{ $until }。去不去，请点一下。
mine-walk-in = ✅ 您已经签到了。
mine-party-button = { $party }人去
