# 志愿队
team-head = 🤝 { $village } 志愿队，现在{ $members }人
team-mine = 您是志愿队的人。
team-not-mine = 想常来帮忙，就加入志愿队。随时能退出。
team-join-button = 🤝 加入志愿队
team-leave-button = 退出志愿队
team-list-button = 📋 队员名单
team-training-button = 📚 办培训
team-joined-toast = 欢迎加入志愿队
team-left-toast = 已退出，您的记录都在
team-list = 📋 志愿队（{ $members }人）：
team-list-line = { $name }　{ $date } 加入
team-list-none = 还没有人加入。
team-training-ask = 培训什么？写个名字，例如：急救培训
refused-team-no-village = 我还不知道您是哪个村的。请先在村里的群里点一次“报名”
team-whole =
    { $head }
    { $lines }
