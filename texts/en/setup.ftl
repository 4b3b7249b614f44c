# Setting up a village
setup-done =
    { $village } is set up, and { $name } is an official.
    Reply /role official to somebody's message to appoint an official; social workers are appointed by the operator.
    When you need people, send /call, for example: /call tomorrow 6am potato harvest at the volunteers' garden, 20 people
setup-done-by-operator =
    { $village } is set up.
    Now reply /role official or /role worker (social worker) to somebody's message.
    Then they can send /call, for example: /call tomorrow 6am potato harvest at the volunteers' garden, 20 people
setup-in-the-group = /setup belongs in the village's group: add me there, then its owner or an administrator sends /setup.
setup-hint = Hello, I am Yihu and help villages call for volunteers. When the owner or an administrator sends /setup here, I begin.
refused-already-set-up = This group is set up already. What you can do here: /help
refused-not-administrator = Only the group's owner or an administrator can set it up. Please ask them to send /setup here.
operator-bot-removed = I was removed from the group of { $village }. To go on, please add me again.
operator-bot-muted = I may not write in the group of { $village }. Please let me: ask one of its administrators.
