# 每天晚上给组织者的一条
overview-head = { $village }接下来一天的活动：
overview-call = · { $title }，{ $when }，已报{ $n }/{ $needed }人
overview-waiting = ，排队{ $n }人
overview-unreached = ，{ $n }人没通知到
