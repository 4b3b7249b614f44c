# 纸上的名单：打印签到表，录入签到表
sheet-head = { $village } · 志愿服务签到表
sheet-title = YH{ $number } { $title }
sheet-when = 时间：{ $when }
sheet-where = 地点：{ $place }
sheet-column-number = 号
sheet-column-name = 姓名
sheet-column-party = 人数
sheet-column-duty = 分工
sheet-column-tick = 到场
sheet-column-signature = 签名
sheet-column-phone = 电话
sheet-boxes = □到 □迟 □假
sheet-waiting = { $name }（排队）
sheet-type = 录入：把打钩的情况发给我就行，例如：YH{ $number } 签到 1√ 2√ 3× 5迟到 7请假 新来：赵大爷、钱婶两口子。没写到的人不会记成“没来”。
sheet-phones = 电话愿意留才写；只留在纸上，不录入。用完请组织者收好。
sheet-button = 🖨 打印签到表
sheet-file = 签到表-YH{ $number }.docx
sheet-sent = 签到表发到私聊里了
paper-button = ✍ 录入纸上的
paper-ask = 把纸上的情况打给我，例如：1√ 2√ 3× 5迟到 王大妈到 李婶没来 新来：赵大爷、钱婶两口子
paper-title = 纸上的签到 · YH{ $number } { $title }
paper-marks = 要记：
paper-corrects = 跟已经记的不一样，要改：
paper-corrected = { $name }：{ $before } → { $after }
paper-walk-ins = 没报名来了：
paper-same = 已经记过：{ $people }人
paper-unmarked = 没打钩（不记）：{ $names }
paper-unclear = 没对上，请单独点名：{ $names }
paper-nothing = 没有要记的。
paper-save-button = ✅ 记下{ $n }条
paper-drop-button = 不记了
paper-dropped = 好，没记。
paper-saved-toast = 记下了
paper-saved = ✅ 从纸上记下了{ $n }条。{ $present ->
    [0] { "" }
   *[other] 到了{ $present }人。
}
paper-forgotten = 这张名单我记不得了，请再发一次
paper-which = 这是哪一次的签到？
refused-paper-for-organisers = 签到表由村干部和社工录入；您到了，请点“到了”
refused-paper-no-call = 现在没有可以点名的活动
refused-paper-unread = 没看懂这张名单。请这样写：1√ 2√ 3× 王大妈到
ticklist-history = { $at } { $who }：{ $what }
