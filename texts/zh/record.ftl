# 我的记录、时长、证明、里程碑
record-head = 🌱 { $name } · { $village }
record-sums = 今年{ $year }小时，一共{ $hours }小时，{ $n }次。
record-none = 还没有参加过活动。群里有召集，点“报名”就行。
record-line = { $date } { $title } { $hours }小时{ $source }
record-source-self = （签到）
record-source-organiser = （点名）
record-source-corrected = （{ $why }）
record-more = 还有更早的{ $n }次。
record-next = 接下来：
record-next-line = { $brief } { $title }
certificate-button = 📄 证明
certificate-toast = 跟{ $workers }位社工说了，开好了告诉您
certificate-asked-letter = 📄 { $name }想开志愿服务证明：{ $n }次，一共{ $hours }小时{ $alone ->
    [0] { "" }
   *[other] ，其中{ $alone }小时只有本人点的“到了”
}。核对没问题，点下面开。
certificate-issue-button = 📄 核对过了，开证明
certificate-issued-toast = 证明发到您这儿了
certificate-issued = 📄 { $name }的证明开好了：{ $n }次，{ $hours }小时，编号{ $number }。请打印、签字、盖章。
certificate-ready = 📄 您的志愿服务证明开好了，找{ $who }签字盖章。
certificate-file = 志愿服务证明-{ $number }.docx
certificate-title = 志愿服务记录证明
certificate-number = 编号：{ $number }
certificate-name = 志愿者姓名：{ $name }
certificate-document = 身份证件类型及号码（手写）：{ $blank }
certificate-body = 兹证明{ $name }于{ $first }至{ $last }参加{ $village }组织的志愿服务{ $n }次，服务时长共{ $hours }小时。服务时间、内容、地点和时长如下：
certificate-column-day = 服务时间
certificate-column-what = 服务内容
certificate-column-where = 服务地点
certificate-column-hours = 时长（小时）
certificate-on = { $year }年{ $month }月{ $day }日
certificate-unit = 出具单位：{ $village }（以盖章为准）
certificate-hand = 经办人：{ $name }　　负责人（签字）：{ $blank }
certificate-phone = 联系电话：{ $blank }
certificate-day = 出具日期：{ $year }年{ $month }月{ $day }日
certificate-seal = （单位盖章处）
certificate-note = 时长按到场到结束计算，精确到半小时；组织者更正过的以更正为准。本证明依据志愿服务记录无偿出具，签字盖章后有效。
milestone-first = 🌱 您参加了第一次志愿服务：{ $title }。谢谢您！看自己的记录，发“我的”。
milestone-hours = 🌱 您的志愿服务满{ $goal }小时了，谢谢您！看自己的记录，发“我的”。
hours-button = ⏱ 改时长
hours-told = ⏱ 计划{ $planned ->
    [none] 没写
   *[other] { $planned }小时
}，到场{ $attended }小时，记{ $hours }小时
hours-ask = { $name }记几小时？写上原因，例如：2.5 中间回家了
hours-done = ⏱ { $name }记{ $hours }小时（{ $why }）
hours-set = ⏱ 记{ $hours }小时（{ $why }）
refused-hours-not-there = 没到场的人没有时长；到了请先点“来了”
refused-hours-bounds = 时长最多{ $most }小时，可以写半小时，例如：2.5 中间回家了
refused-hours-why = 请写上几小时和原因，例如：2.5 中间回家了
refused-hours-own = 自己的时长，请别的组织者改
refused-certificate-no-hours = 还没有可以证明的时长；活动结束一天后才算数
refused-certificate-asked-already = 已经跟社工说过了，请等一等
refused-certificate-no-worker = 村里现在没有社工能开，请找村干部
refused-certificate-not-asked = 他没有要过证明
refused-certificate-own = 自己的证明，请别的社工开
refused-certificate-issued-by = { $who }已经开过这份证明了
