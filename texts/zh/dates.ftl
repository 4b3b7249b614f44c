# 日期和钟点
date-day = { $month }月{ $day }日 { $weekday ->
    [1] 周一
    [2] 周二
    [3] 周三
    [4] 周四
    [5] 周五
    [6] 周六
   *[7] 周日
}
date-when = { $day } { $clock }
date-today = 今天
date-tomorrow = 明天
date-led = { $lead } { $when }
date-until = { $lead }{ $clock }
date-hour = { $hour ->
    [0] 凌晨0点
    [1] 凌晨1点
    [2] 凌晨2点
    [3] 凌晨3点
    [4] 凌晨4点
    [5] 早上5点
    [6] 早上6点
    [7] 早上7点
    [8] 早上8点
    [9] 上午9点
    [10] 上午10点
    [11] 上午11点
    [12] 中午12点
    [13] 下午1点
    [14] 下午2点
    [15] 下午3点
    [16] 下午4点
    [17] 下午5点
    [18] 晚上6点
    [19] 晚上7点
    [20] 晚上8点
    [21] 晚上9点
    [22] 晚上10点
   *[23] 晚上11点
}{ $minute ->
    [0] { "" }
    [30] 半
   *[other] { NUMBER($minute, minimumIntegerDigits: 2) }分
}
