# 每天晚上给组织者的一条
overview-head = { $village } 明天的活儿：
overview-call = · { $title }，{ $when }，{ $n }/{ $needed } 人
overview-waiting = ，{ $n } 人候补
overview-unreached = ，{ $n } 人没通知到
