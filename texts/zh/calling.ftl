# 发召集
call-what = 要大家做什么？一句话说清，例如：
    明早6点到志愿者菜园收土豆，要20个人，带手套
call-where = 发到哪个村？
call-in-village = 发到{ $village }
call-published-toast = 发布了
call-published = ✅ 召集{ $number }「{ $title }」发到{ $village }了
call-discarded-toast = 不发了
call-discarded = 不发了：{ $title }
draft-ready = 这样发，行吗？
draft-missing = 草稿，还差几样：
draft-no-title = （还没说做什么）
draft-no-meet = 🕕 （还没说几点）
draft-no-place = 📍 （还没说在哪）
draft-needed = 👥 要{ $needed }人
draft-no-needed = 👥 （还没说要几个人）
draft-publish-button = 📣 发布
draft-edit-title = 改标题
draft-edit-meet = 改时间
draft-edit-place = 改地点
draft-edit-needed = 改人数
draft-edit-bring = 改要带的
draft-edit-note = 改备注
draft-edit-hours = 改时长
draft-discard-button = 🗑 不发了
draft-tap = 没听明白要改什么。要改草稿，点草稿下面的按钮；也可以直接说，比如“换到村口集合”“还要带水壶”。
draft-needed-off = 人数要在 1 到 { $most } 之间，您说的那个数我没填。
draft-moved = 已改，看下面新的
draft-in-private = 草稿发到您的私聊了
draft-keep-button = ‹ 不改了
draft-later-button = ‹ 先不填
draft-day-after = 后天
draft-day-led = { $lead }（{ $day }）
draft-note-role = { $name }{ $n }人
draft-note-until = 到{ $clock }
draft-note-comma = ，
draft-ask-title = 做什么活？例如：收土豆
draft-ask-meet = 什么时候集合？例如：明早6点
draft-ask-hour = { $day }几点集合？例如：早上6点
draft-ask-place = 在哪集合？例如：志愿者菜园
draft-ask-needed = 要几个人？例如：20
draft-ask-bring = 要带什么？例如：手套、水。不用带就写“不用带”。
draft-ask-note = 备注写什么？例如：下雨不去。不要备注就写“没有”。
draft-ask-hours = 大概几小时？例如：2小时，半天。
refused-title-unfit = 没看明白做什么。写短一点，40字以内，例如：收土豆
refused-meet-unfit = 没看明白时间。请写日子和钟点，例如：明早6点
refused-meet-past = 这个时间已经过了。请写以后的时间，例如：明早6点
refused-place-unfit = 没看明白地点。写短一点，例如：志愿者菜园
refused-needed-unfit = 没看明白人数。请写 1 到 500 的一个数，例如：20
refused-bring-unfit = 没看明白。例如：手套、水；不用带就写“不用带”
refused-note-unfit = 没看明白备注。写一句短话，例如：下雨不去
refused-hours-unfit = 没看明白要多久。请写：2小时，90分钟，半天
refused-draft-missing = 还差{ $field ->
    [title] 做什么
    [meet] 时间
    [place] 地点
   *[needed] 人数
}，填上再发
refused-draft-changed = 按钮过期了，看最新的草稿
refused-published-by = { $who }已经发布了这个召集
refused-cancelled-by = { $who }已经取消了这个召集
refused-not-set-up = 这个群还没设好。请群主或群管理员先发 /setup
refused-needed-below-list = 已有{ $confirmed }人有名额，先定谁留下
