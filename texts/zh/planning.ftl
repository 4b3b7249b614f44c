# 召集之前：村干部点头、问大家、定期再来
command-approval = 社工的召集要不要村干部点同意
word-approval = 审批
approval-is-on = { $village }：社工的召集要村干部点同意才发。
approval-is-off = { $village }：社工的召集直接发，不用点同意。
approval-on-button = 改成要点同意
approval-off-button = 改成直接发
approval-chosen = 改好了，群里会说一声
approval-line-on = 从现在起，社工的召集要村干部点同意才发。
approval-line-off = 从现在起，社工的召集直接发。
approval-sent = 📨 「{ $title }」送给{ $names }看了，点了同意就发。
approval-sent-toast = 送村干部看了
approval-look-button = 看草稿、接着改
approval-ask = { $who }想发这个召集，您同意吗？
approval-agree-button = ✅ 同意，发吧
approval-change-button = ✏️ 请改…
approval-back-button = ‹ 不改了
approval-what-change = 要改什么？写一句话，例如：人数改成15
approval-change-told = 告诉{ $who }了，改好会再送来。
approval-change-asked = ✏️ { $who }请您改：{ $words }
    改好了再点发布，会再送去看。
approval-agreed = ✅ { $who }同意了，召集{ $number }「{ $title }」发到群里了。
verdict-submitted = 📨 { $who } { $when } 送来看
verdict-agreed = ✅ { $who } { $when } 同意
verdict-change = ✏️ { $who } { $when } 请改：{ $words }
refused-not-official = 这个只有村干部能做。
refused-approval-needed = 要村干部先点同意，请再点一次发布
refused-already-submitted = 已经送村干部看了，等他们点同意
refused-no-official-reachable = 村干部都没开和我的私聊，没法送去看。请他们先打开私聊，草稿还在。
refused-agreed-by = { $who }已经同意，发出去了
refused-change-asked-by = { $who }已经请社工改了，改好会再送来
refused-approval-changed = 草稿后来改过，等社工再送来
refused-change-unfit = 没看到字。请再点“请改”，写一句话
command-ask = 问大家：发召集前听听主意
word-ask = 问大家
advice-where = 问哪个村？
advice-what = 问大家什么？写一句话，例如：
    /ask 20位老人包饺子，面和馅备多少？
advice-asked = 问到{ $village }的群里了，说的都记着。看大家怎么说：/ask
advice-head = 💬 { $who }问大家：{ $text }
advice-how = 直接回复这条，或点下面说。说的带名字，大家都看得到。
advice-over = 问完了，谢谢大家。
advice-say-button = 💬 我来说
advice-line = · { $who }：{ $words }
advice-more = （前面还有{ $n }人说了）
advice-silent = （还没有人说）
advice-say = { $text }
    您怎么看？写在这儿，会带您的名字，大家都看得到。
advice-go-private = 请到私聊里说
advice-kept = 👍 记下了，大家都看得到。再说一次就换成新的。
advice-until = 收到{ $until }
advice-call-button = 📣 据此发召集
advice-close-button = 问完了
refused-question-unfit = 没看到问题，请写一句话
refused-advice-unfit = 没看到字，请写一句话
refused-advice-closed = 这个问题已经问完了，谢谢您
refused-advice-reply-here = 请直接回复这条消息说
command-series = 定期的召集
word-series = 定期
series-button = 🔁 定期再来
series-ask = 「{ $title }」多久再来一次？
series-begun = 好，定期再来
series-none = 还没有定期的召集。在名单里点「🔁 定期再来」就有了：/roster
series-line = 🔁 { $title }：{ $words }，下次{ $when }
series-drafts = 提前两天晚上7点，草稿发给村干部和社工，点一下就发。
series-posts = 提前两天晚上7点，自动发到群里。
series-post-button = 改成自动发
series-draft-button = 改成先看草稿
series-end-button = 不再来了
series-over = 「{ $title }」不再定期来了，已发的还在。
series-draft-ready = 🔁 定期的召集，这次的草稿好了：
series-week = 每{ $day }
series-month-day = 每月{ $n }日
series-month-end = 每月{ $n }日（没有就月末）
series-nth = 每月第{ $n }个{ $day }
series-last = 每月最后一个{ $day }
series-weekday = { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
festival-spring = 春节
festival-lantern = 元宵
festival-qingming = 清明
festival-dragon-boat = 端午
festival-mid-autumn = 中秋
festival-double-ninth = 重阳
festival-winter-solstice = 冬至
festival-laba = 腊八
refused-series-already = 这个召集已经定期了，看：/series
refused-series-ended-by = { $who }已经停了它
