# 送信时的话
not-recorded = 现在记不下来，等一会儿会自动再记，不用再点。
went-wrong = 这一步出了毛病，没有记下。已经告诉管事的人，请过一会儿再试。
too-fast = 点得太快了，歇十秒再来。
operator-parked = ⚠️ 有一条消息处理不了，先放在一边：{ $update }（{ $kind }，{ $error }）。别的照常。运行 python -m bot doctor 看看。
operator-letter-failed = ⚠️ 有一条通知没能送出去：{ $letter }（{ $kind }，{ $error }）。运行 python -m bot doctor 看看。
operator-asleep = ℹ️ 我停了 { $hours } 个小时。超过 24 小时的消息平台已经丢掉了，请大家把要紧的再发一遍。
