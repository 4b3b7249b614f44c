# 召集列表、名单、取消
calls-none = 现在没有召集。
calls-head = 现在的召集：
calls-line-none = { $number } { $title } · { $brief } · { $confirmed }/{ $needed }人
calls-line-confirmed = ✅ { $number } { $title } · { $brief } · 您报上了
calls-line-offered = ✋ { $number } { $title } · { $brief } · 有空位，等您回话
calls-line-waitlisted = ⏳ { $number } { $title } · { $brief } · 您在排队
calls-line-withdrawn = { $number } { $title } · { $brief } · 您取消了
calls-line-declined = { $number } { $title } · { $brief } · 您去不了
calls-line-walk-in = ✅ { $number } { $title } · { $brief } · 您到了
roster-which = 看哪一个的名单？
roster-title = 名单 · 召集{ $number } { $title }
roster-figures = 👥 { $confirmed }/{ $needed }人{ $waiting ->
    [0] { "" }
   *[other] ，排队{ $waiting }人
}
roster-done = 🏁 已结束
roster-cancelled = ❌ 已取消
roster-empty = 还没人报名。
roster-waiting = ⏳ 排队：
roster-offered = ✋ 有空位，等回话：
roster-away = 去不了：
roster-kept = { $name }（{ $keeper }代报）
roster-late = { $name }（集合前{ $hours ->
    [0] 不到1小时
   *[other] { $hours }小时
}退出）
roster-noted = { $name } ✎{ $note }
roster-namesake = { $name }（尾号{ $tail }）
roster-no-phone = 无手机
roster-unreached = 🔕 收不到私信，到时在群里点名提醒
roster-ticks-button = ✅ 点名
roster-cancel-button = ❌ 取消召集
cancel-ask = { $people ->
    [0] 取消「{ $title }」？名单上还没有人。
   *[other] 取消「{ $title }」？名单上的{ $people }人都会收到通知。
}
    为什么取消？写一句，或点下面：
cancel-rain-button = 🌧 天气不好，取消
cancel-rain = 天气不好
cancel-silent-button = 不说原因，取消
cancel-back-button = ‹ 不取消了
cancel-said = 取消「{ $title }」，原因：{ $reason }
    点下面才算数；原因写得不对，再写一句
cancel-said-button = ❌ 就这样取消
cancel-sure-button = ❌ 还是取消
cancel-kept = 好，没取消
refused-cancel-begun = { $present ->
    [0] 集合时间已经过了。干完了请点名、点结束。真的要取消？
   *[other] 已经到了{ $present }人。干完了请点名、点结束。真的要取消？
}
cancel-toast = 取消了
cancel-done = ❌ 「{ $title }」取消了{ $told ->
    [0] { "" }
   *[other] ，通知{ $told }人
}。
needed-done = 👥 改成要{ $needed }人了
needed-sure-button = 都留下，改成{ $needed }人
refused-roster-for-organisers = 名单看群里的召集卡就行
