# 反馈表：问题、表情、选项
feedback-intro-villager = 关于{ $activity }，问您4个小问题，点一下就行，1分钟。村干部看不到谁说了什么。不想答就点“跳过”，回“删除”就删掉。{ $close }前都能改。
feedback-intro-official = 关于{ $activity }，请村干部答4个小问题，最后写几句。不记名：谁选了什么不给任何人看，写的原话只有社工看，不带名字；少于5人，数字不单独公布。不想答就点“跳过”，回“删除”就删掉。{ $close }前都能改。
feedback-intro-social-worker = 关于{ $activity }，请社工答4个小问题，再核对数字、写几句。不记名：谁选了什么不给任何人看，写的话只有社工看；核对的数字会印在会议摘要上。不想答就点“跳过”，回“删除”就删掉。{ $close }前都能改。

scale-good = 😀 好
scale-mid = 😐 一般
scale-bad = 🙁 不好
scale-skip = 跳过/不清楚

chip-time = ⏰ 时间
chip-notice = 📢 通知
chip-venue = 🪑 场地
chip-supplies = 🧤 东西工具
chip-organise = 👥 分工安排
chip-fair = ⚖️ 公平
chip-safety = 🦺 安全
chip-none = 👍 都挺好
chip-skip = 跳过/不清楚

question-V1 = 这次活动总的怎么样？
question-V2 = 村干部这次做得怎么样？（来帮忙、听意见）
question-V3 = 社工这次做得怎么样？（安排、耐心）
question-V4 = 哪样最该改？点一个。
question-VT = 还有啥想说的？哪儿好、哪儿要改、下次想干啥。打几个字就行，不说也行。
question-VC = 这句话可以在会上念吗？（不说名字）
choice-workers_only = 只给社工看
choice-readable = 可以念

question-O1 = 这次活动总的怎么样？
question-O2 = 村委会自己这次做得怎么样？
question-O3 = 志愿者和村民配合得怎么样？
question-O4 = 社工这次做得怎么样？
question-OT = 下次村里能出什么力？有什么难处、做不到的，为什么？

question-S1 = 这次活动总的怎么样？
question-S2 = 社工自己这次做得怎么样？
question-S3 = 村干部这次做得怎么样？
question-S4 = 志愿者和村民配合得怎么样？
question-SF = 核对数字（签到表已带入）
question-SA = 和原计划比，差在哪、为什么？下次保留什么、改什么？
question-SM = 这段时间最有意义的一个变化（不写名字）

fact-signed-up = 报名人数
fact-attended = 到场人数
fact-hours-total = 总小时
fact-people-served = 服务人数
fact-home-visits = 入户次数
fact-incidents = 意外事件
fact-cost-yuan = 花费（元）
