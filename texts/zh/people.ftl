# 没有手机的人：代报、认人、合并
person-label = { $name }·{ $label }
person-in-group = 群里的{ $name }
kept-together = { $keeper }代报：{ $names }
kept-between = ；
kept-kin = { $keeper }的{ $kin }
kept-button = 您代报的{ $n }位
kept-title = 您代报的 · 召集{ $number } { $title }
kept-head = 一共{ $n }位：
kept-nobody = 现在没有您代报的人。
kept-none = 您现在没有代报的人。邻居没手机？回复召集卡说“帮张大爷报名”。
kept-which-call = 哪一个召集？
kept-line = · { $name }
kept-line-waiting = ⏳ { $name }，在排队
kept-line-offered = 🎉 { $name }，有空位，等您回话
kept-rename-button = { $name } ✎
kept-off-button = ✕ 去掉
kept-add-button = ＋ 加人
kept-edit-button = 改名单
kept-clear-button = ✕ 全部去掉
kept-clear-sure = ✕ 都去掉
kept-clear-ask = 把您代报的{ $n }位都去掉？
kept-ask-more = 还有谁？写名字，用顿号隔开，例如：张大爷、李奶奶
kept-ask-party = 现在是：{ $names }
    写改好的全部名单，没写的就去掉，例如：改成 张大爷、李奶奶
kept-ask-name = “{ $name }”应该怎么写？还是同一个人；换人请先去掉再加。
kept-renamed = ✅ 改成“{ $name }”了
kept-is-it = 是群里的{ $name }吗？
kept-which = 哪一位{ $name }？
kept-off-which = 去掉哪一位{ $name }？
kept-yes = 是
kept-another = 不是，另一位
signed-for = ✅ { $keeper }替您报了名：{ $title }
signed-for-waiting = ⏳ { $keeper }替您报了名，人满了先排队：{ $title }
signed-for-in-group = ✅ { $name }，{ $keeper }替您报了名：{ $title }
signed-for-waiting-in-group = ⏳ { $name }，{ $keeper }替您报了名，人满了先排队：{ $title }
claim-ask = 名单上有一位没手机的{ $who }。是您本人吗？
claim-fine = 好，不是同一个人，没动。
claim-yours = ✅ 对上了：{ $who }以前的报名和签到，都在您名下了
claim-asked = 已请代报的人或社工确认，位子先留着
claim-nobody = 请跟村干部或社工说一声，位子先留着
claim-not-yours = 问过了，不是同一个人。要去就点“报名”
claim-check = { $name }说就是您代报的{ $who }，对吗？
    点“对”，{ $who }以前的报名和签到都归到本人名下。
claim-yes-button = 对，是同一个人
claim-no-button = 不对
claim-confirmed = ✅ 好，{ $who }就是{ $name }
claim-denied = 好，{ $who }和{ $name }是两个人，没动
people-title = 没有手机的人 · { $village }
people-head = 一共{ $n }位。点名字：又名、标注、代报人、合并
people-nobody = 还没有。邻居替人报名后，会列在这里
people-which-village = 看哪个村的？
people-undo-button = ↩ 撤销：{ $name }→{ $who }
person-none = 无
person-names = 又名：{ $names }
person-told-apart = 标注：{ $label }
person-keeper = 代报人：{ $keeper }
person-last = 最近：{ $title }
person-name-button = ＋ 又名
person-label-button = 标注
person-keeper-button = 换代报人
person-merge-button = 合并
person-away-button = 搬走了
person-back-button = ‹ 全部名单
person-ask-name = { $who }还叫什么？例如：王大妈
person-ask-label = 怎么跟同名的人分开？例如：村东头
person-ask-keeper = { $who }的事以后告诉谁？
merge-ask = { $who }和谁是同一个人？
merge-head = 把“{ $name }”并到“{ $who }”
merge-moves = { $n ->
    [0] 没有单独的报名要移
   *[other] 报名移过去{ $n }次
}{ $came ->
    [0] { "" }
   *[other] ，其中{ $came }次有签到
}
merge-names = 这些名字以后都指同一个人：{ $names }
merge-both = { $n }次活动两边都报了：只留一份，先报的算，人数不加倍
merge-undo-for = 合并后10分钟内可以撤销。
merge-sure-button = 就这样合并
merge-done = ✅ “{ $name }”并到“{ $who }”了。10分钟内可以撤销。
merge-undo-button = ↩ 撤销
merge-undone = ↩ 撤销了：“{ $name }”和“{ $who }”又分开了。
away-ask = { $who }搬走了？会从还没办的活动名单上去掉，以前的记录留着。
away-sure-button = 搬走了
away-done = 好，{ $who }不在名单里了。
away-undo-button = ↩ 没搬，放回来
refused-keeper-full = 一个人最多代报{ $most }位，请另一位邻居帮忙
refused-said-no = { $name }这次退出了；又想去的话，请本人点一下“报名”
refused-name-taken = 村里已有一位{ $name }，同一个人请社工合并
refused-too-many-names = 又名最多{ $most }个。
refused-merge-same = 这就是同一条，不用合并。
refused-merge-accounts = 两位都有自己的手机，不能合并。
refused-merge-settled = 已经撤销过，或者过了时间，不能撤销了。
refused-not-known-here = 这一位已合并或搬走了。请看新名单：/people
refused-not-your-entry = 这句是问代报人和社工的
refused-claim-settled = 这件事已经有人答过了
