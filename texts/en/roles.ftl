# Officials and social workers
role-words-official = official
role-words-worker = worker social-worker
role-words-none = none villager
role-name-official = official
role-name-worker = social worker
role-name-none = villager
role-name-operator = operator
role-given-official = { $name } is now an official of this village.
role-given-worker = { $name } is now a social worker of this village.
role-taken-official = { $name } is no longer an official of this village.
role-taken-worker = { $name } is no longer a social worker of this village.
role-how =
    Reply to somebody's message with:
    /role official
    /role worker (social worker)
    /role none (takes the role away)
    Without a reply, /role official gets you an invitation link in private.
role-how-link =
    Whom do you invite? Send:
    /role official
    /role worker (social worker)
    You get a link that works once. To take a role away, reply /role none to their message in the group.
role-which-village = Into which village?
role-link-official = This invites one official to { $village }. Send it to that person only:
    { $link }
    It works once, within 7 days.
role-link-worker = This invites one social worker to { $village }. Send it to that person only:
    { $link }
    It works once, within 7 days.
role-open-private = The link is for you alone. Please open our private chat first: { $link } Then send this again.
role-yours-official = You are now an official of { $village }. When you need people, send /call and a sentence. What else you can do: /help
role-yours-worker = You are now a social worker of { $village }. After an activity you read what people say. What you can do: /help
refused-not-appointer = Only officials, social workers or the operator appoint people. Please ask one of them.
refused-worker-by-worker-only = Only a social worker or the operator appoints and releases social workers. Please ask one of them.
refused-already-that-role = They are already { $role ->
    [official] an official
   *[worker] a social worker
}: nothing to do.
refused-already-other-role = They are { $role ->
    [official] an official
   *[worker] a social worker
} now. Nobody is both in one village: take that role away first with /role none.
refused-no-role = This person has no role: nothing to take away.
refused-role-for-a-bot = A bot cannot have a role. Please reply to a person's message.
refused-role-for-anonymous = Nobody can tell who wrote this. Ask them to write something under their own name, and reply to that.
refused-invitation-void = This invitation was used already, or it is too old. Please ask for a new one.
