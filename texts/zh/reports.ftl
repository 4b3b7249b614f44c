# 会议摘要、简报：纸、图、聊天文字都用这里的话
report-font = 微软雅黑
report-title = { $activity }：会议摘要
report-kind = 会议摘要
report-when-where = { $when }　{ $place }
report-version = 第{ $version }版，{ $frozen }定稿
report-facts = 报名{ $signed }人，来了{ $came }人，一共{ $hours }小时
report-served = 服务了{ $n }人
report-answered = 收到反馈：{ $groups }
report-answered-one = { $group }{ $n }份
report-list-comma = ，

fact-tile-signed = 报名
fact-tile-came = 来了
fact-tile-hours = 小时
fact-tile-served = 服务人数

report-scores-head = 大家怎么看
report-fix-head = 哪样最该改
report-fix-from = { $n }位村民答

indicator-overall = 活动总的
indicator-officials = 村干部这次做得
indicator-workers = 社工站这次做得
indicator-volunteers = 志愿者和村民配合得
indicator-fix = 哪样最该改

group-villager = 村民
group-official = 村干部
group-social_worker = 社工
group-self = { $group }自评

score-good = 好
score-mid = 一般
score-bad = 不好
score-rest = 一般或不好
score-rest-joined = 一般、不好或没选
score-n = { $n }人
score-skipped = 另{ $n }人没选
score-line = { $cells }（{ $people }）
score-cell = { $word }{ $n }
score-cell-dot = { " · " }
score-hidden = 答的人太少，不单独显示

band-mostly_good = 多数人说好
band-mixed = 看法不一
band-needs_work = 多数人认为有待改进

gap-bands = 看法最不同的是“{ $indicator }”：{ $higher }{ $higherband }，{ $lower }{ $lowerband }。请大家说说为什么。
gap-share = 看法最不同的是“{ $indicator }”：说好的，{ $higher }比{ $lower }多。请大家说说为什么。
gap-close = 几方的看法接近。
hidden-note = { $groups }填表人数少于{ $limit }，不单独显示，请他们在会上自己说。
hidden-comma = 、

mention-exact = { $n }人
mention-range = { $low }到{ $high }人
chips-counted = 其余{ $n }人提到的各不到{ $limit }人，或没选。社工已收下。
chips-few = 其他的很少人提到，或没人提到。
chips-none = 没有哪一样有{ $limit }人以上提到。意见社工已收下。
chips-hidden = 答的人太少，不单独显示。意见社工已收下。

paper-notes-head = 会上记
report-rules = 会上约定：对事不对人，先说好的，一人一次说一条。
report-privacy = 只印人数，不印名字；人少的不单独印。谁填了什么，村干部看不到。
report-page = { $version }　{ $page }/{ $pages }

# 社工简报
digest-title = 社工简报：{ $activity }
digest-open = 反馈还开着，{ $closes }截止。现在只看得到份数。
digest-responses-head = 收到多少
digest-response = { $group }：请了{ $invited }人，答了{ $answered }份，还有{ $silent }人没答
digest-response-all = { $group }：请了{ $invited }人，答了{ $answered }份
digest-response-none = { $group }：没有邀请人
digest-comments-head = 大家写的（{ $n }条，打乱了先后，只给社工看）
digest-no-comments = 没有人写话。
digest-comment = { $group }：{ $text }
digest-comment-readable = { $group }（可以念）：{ $text }
digest-suppressed-head = 没有单独显示的，和为什么
digest-suppressed = { $group }·{ $indicator }：{ $reason }
digest-nothing-suppressed = 没有。
reason-few_answers = 答的人太少
reason-small_cell = 有一格人太少，或答得都一样，只用一句话说
reason-joined = 有一格人太少，合在一起
reason-few_mentions = 提到的人少的选项没有单列

# 聊天文字
chat-head = 【{ $head }】
chat-row = { "　" }{ $label }：{ $line }
chat-fix-head = { $head } · { $people }
