# Language
language-name = English
language-ask = Which language? 用哪种语言？
language-ask-village = Which language for this group? 群里用哪种语言？
language-chosen = Good, I speak English with you from now on.
language-chosen-village = Good, I speak English in this group from now on.
