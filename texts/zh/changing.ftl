# 发布以后的改动：改时间地点、撤回、改人数谁留下、再发一次
change-button = ✏️ 改召集
change-menu = 改「{ $title }」的哪一样？
change-back-button = ‹ 名单
change-which = 改哪一个？
change-ask = 「{ $title }」这样改：
change-line = { $field ->
    [title] 做什么
    [meet] 🕕 时间
    [place] 📍 地点
    [bring] 🎒 要带的
    [note] 📝 备注
   *[needed] 👥 人数
}：{ $was } → { $next }
change-nothing = 没有
change-told = { $people ->
    [0] 点下面才算数。
   *[other] 名单上{ $people }人会收到通知。点下面才算数。
}
change-do-button = ✅ 就这样改
change-toast = 改好了
change-done = ✏️ 「{ $title }」改好了{ $told ->
    [0] { "" }
   *[other] ，通知{ $told }人
}。
changed-letter = ✏️ 「{ $title }」改了：
changed-line = ✏️ 召集{ $number }「{ $title }」改了：
changed-in-group = ✏️ { $name }：「{ $title }」改了：
changed-meet = 🕕 { $was } → { $when }
changed-place = 📍 改在{ $place }
changed-title = 改做：{ $title }
changed-bring = 🎒 改带{ $bring }
changed-bring-nothing = 🎒 不用带东西了
changed-note = 📝 { $note }
changed-note-nothing = 📝 备注去掉了
changed-still-button = ✋ 还去
changed-ask-kept = 谁去不了，回一句，例如：帮张大爷取消
still-toast = 好，到时见
stay-ask = 已有{ $confirmed }人有名额，只要{ $needed }人。打 ↩ 的{ $n }人放回排队，排在最前面；点名字可以换。
stay-back = ↩ { $who }
stay-stays = ✓ { $who }
stay-do-button = ✅ 把这{ $n }人放回排队
stay-done = 👥 改成要{ $needed }人了。放回排队，都告诉了：{ $names }
put-back = 「{ $title }」要的人少了，对不住，您先排队{ $ahead ->
    [0] ，排第一个
   *[other] ，前面还有{ $ahead }人
}。有空位先找您。
put-back-kept = 「{ $title }」要的人少了，对不住，{ $who }先排队{ $ahead ->
    [0] ，排第一个
   *[other] ，前面还有{ $ahead }人
}。有空位先找您。
put-back-in-group = { $name }：「{ $title }」要的人少了，对不住，先给您排在前面，有空位先找您。
withdraw-button = ↩ 撤回（没人报名）
withdraw-toast = 撤回了
withdraw-done = ↩ 召集{ $number }「{ $title }」撤回了，谁也没打扰。
card-withdrawn = ↩ 召集{ $number }「{ $title }」撤回了
again-button = 🔁 再发一次
again-toast = 照样写好了
again-which = 再来哪一个？
cancel-few-button = 人不够，取消
cancel-few = 人不够
cancel-later-button = 改期，取消
cancel-later = 改期，另行通知
roster-posted = ✍️ { $who }发布
roster-changed = ，{ $who }改过（{ $when }）
refused-edited-by = { $who }刚刚改过这个召集，请看了新的再改
refused-withdrawn-by = { $who }已经撤回了这个召集
refused-withdraw-signed = 有人报过名了，不能撤回；不办了请取消，会告诉大家
refused-nothing-changed = 跟现在一样，没有要改的
refused-edit-arrived = 已经到了{ $present }人，时间不能再改
refused-needed-by = { $who }已经把人数改成{ $needed }了，请看了再改
refused-nothing-to-copy = 以前还没发过召集。请写一句话，例如：/call 明早6点收土豆
