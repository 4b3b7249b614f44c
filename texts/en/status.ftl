# How things stand
status-lines = { $lines }
status-village =
    { $village }
    You are: { $role }
    In the group I am: { $bot }
    Officials: { $officials }
    Social workers: { $workers }
    People I know: { $known }
    Open calls: { $open }
status-none = none yet
status-bot-admin = an administrator
status-bot-member = a member (that is enough; as an administrator I would notice everybody who leaves)
status-bot-out = not in it, please add me again
status-bot-unknown = unknown, the platform did not answer
status-privacy-on = Privacy mode: on. In the group I see commands and replies to me, no other talk.
status-privacy-off = Privacy mode: off. I can see all talk in the group, though I do not keep it. Better turn it on in BotFather and add me to the group again.
status-villager = You are a villager in: { $villages }.
    I remind you before an activity and ask you afterwards how it was. Sign up and cancel in the group.
status-nobody = You are in no village yet. Tap “I'm in” on a call in your village's group, and I will know you.
status-trouble =
    For the operator:
    Updates set aside: { $parked }
    Messages not delivered: { $failed }
    Messages that came too late: { $expired }
    Messages waiting: { $waiting }
