# 语言
language-name = 中文
language-ask = 用哪种语言？ Which language?
language-ask-village = 群里用哪种语言？ Which language for this group?
language-chosen = 好，以后我跟您说中文。
language-chosen-village = 好，以后群里用中文。
