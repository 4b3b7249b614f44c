# 一次召集里的分工（挖土豆、司机）
refused-which-duty = 这次分工干活，请点您干哪样。
refused-which-duty-for = 这次分工干活，请说清干哪样，例如：帮李婶报名 { $name }
refused-no-such-duty = 这次没有这样活，请看召集卡。
refused-duty-full = 「{ $name }」满了，您原来的还留着。
refused-duties-unfit = 分工最多{ $most }样，每样一个短名字，不重样。
refused-duty-numbers = 「{ $name }」的人数不对：请写成 2 或 10到16 这样。
refused-duty-alone = 只有一样活，不用分工。请至少写两样，例如：挖土豆10人，司机2人
refused-duties-unread = 没看明白。请写每样活几个人，例如：挖土豆10到16人，司机2人
refused-duties-or-villages = 这次名额是分村的，就不再分工了。
refused-duty-people = 「{ $name }」已有{ $people }人报了。去掉这样活，人都留着，请他们另选。真要改，就点下面
refused-duty-below-list = 「{ $name }」已有{ $confirmed }人，改少了也不会去掉谁。真要改，就点下面
refused-needed-by-duties = 分了工，一共{ $needed }人。要改人数，请改分工
duties-ask = 分几样活，每样几个人？例如：
    挖土豆10到16人，司机2人，做饭3人
    会的才报的活（司机、电工）要本人点名报，满了就排队。
duties-ask-anew = 现在的分工：
    { $lines }
    怎么改？例如：司机改成3人；加2个烧水；去掉做饭；也可以重写。不分就写“不分工”。
duties-sure-button = 就这样改
duties-done = ✅ 分工改好了：
duties-gone = ✅ 不分工了，名单没动。
duties-kept = 好，没改
draft-edit-duties = 分工
duty-strict-button = 🔒 { $name }：会的才报
duty-loose-button = 🔓 { $name }：谁都行
duty-rest = 其他
duty-wants = { $most }
duty-wants-range = { $least }–{ $most }
duty-wanted = · { $name } { $wants }人
duty-wanted-strict = · { $name } { $wants }人（会的才报）
duty-line = 🔹 { $name } { $has }/{ $wants }
duty-line-lacks = { $line }，还缺{ $lacks }人
duty-line-names = { $line }：{ $names }
duty-none-yet = ❔ 还没选活：{ $names }
duty-of = { $who }·{ $duty }
duty-join-button = ✋ 报名·{ $name }
duty-join-lacks = ✋ { $name }（还缺{ $lacks }人）
duty-mine = 您干：{ $name }
duty-mine-none = 您还没选干哪样，请点「换个活」。
duty-change-button = 🔁 换个活
duty-keep-mine = ‹ 不换了
duty-which = 「{ $title }」您干哪样？
duty-which-you = { $name }，「{ $title }」您干哪样？
duty-asked-in-private = 请到私聊里选一下干哪样
duty-asked-here = 请点下面一条，选干哪样
duty-answered = 好，记下了
duty-letter = 「{ $title }」的分工改了，您的名额还在。现在干哪样？
duty-letter-kept = 「{ $title }」的分工改了，{ $who }的名额还在。{ $who }现在干哪样？
duty-undecided-button = ❔ 给没选活的定活
duty-undecided = 还没选活，给谁定？
duty-for = { $who }干哪样？
duty-given = ✅ { $who }干：{ $duty }
signup-duty = ✅ 改好了，您干：{ $duty }
signup-place-duty = ✅ 报上了，您干：{ $duty }。{ $brief }
signup-place-bell-duty = ✅ 报上了，您干：{ $duty }。{ $brief }。想让我到时提醒，点一下「🔔 提醒我」
signup-waiting-duty = ⏳ { $duty }满了，先排队{ $ahead ->
    [0] ，下一个就是您
   *[other] ，前面还有{ $ahead }人
}
signup-already-duty = ✅ 您已经报上了，您干：{ $duty }。{ $brief }
