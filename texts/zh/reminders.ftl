# 提醒、递补、取消的通知
reminder-evening = 🔔 别忘了：{ $title }{ $party ->
    [1] { "" }
   *[other] （您报了{ $party }人）
}
reminder-noted = ✅ 记下了：{ $title }{ $party ->
    [1] { "" }
   *[other] （{ $party }人）
}
reminder-soon = 🔔 还有{ $minutes }分钟：{ $title }
reminder-late = 这条提醒来晚了，见谅。
reminder-kept = 您代报的：{ $names }
mention-evening = 🔔 { $names }：别忘了{ $title }，{ $brief }
mention-soon = 🔔 { $names }：还有{ $minutes }分钟，{ $title }，{ $brief }
moved-up = 🎉 有空位，轮到您了：{ $title }{ $party ->
    [1] { "" }
   *[other] （{ $party }人）
}
moved-up-kept = 🎉 有空位，{ $who }报上了：{ $title }
moved-up-in-group = 🎉 { $name } 有空位，轮到您了：{ $title }，{ $brief }
cancelled-letter = ❌ 「{ $title }」取消了，不用来。原定{ $brief }
cancelled-letter-why = ❌ 「{ $title }」取消了，不用来。原因：{ $reason }。原定{ $brief }
cancelled-line = ❌ 召集{ $number }「{ $title }」取消了，大家不用来。原定{ $brief }
cancelled-line-why = ❌ 召集{ $number }「{ $title }」取消了，大家不用来。原因：{ $reason }。原定{ $brief }
