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
