# 每天晚上给组织者的一条
overview-head = { $village }接下来一天的活动：
overview-call = · { $title }，{ $when }，已报{ $n }/{ $needed }人
overview-waiting = ，排队{ $n }人
overview-unreached = ，{ $n }人没通知到
overview-over-head = { $village }已经过了、还没点“结束”的活动（发 /checkin 可以结束）：
overview-over = · { $title }，{ $when }
left-group = { $name } 退了群，「{ $title }」（召集{ $number }）少了{ $party }人。现在{ $confirmed }/{ $needed }，{ $free ->
    [0] 排队的已经补上，不缺人。
   *[other] 还空{ $free }个位。
}
