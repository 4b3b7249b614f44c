# The private chat opens
start-villager = Hello { $name }! This is { $village }. When there is a call in the group, tap “I'm in”. I remind you here before it begins.
start-official = Hello { $name }! When you need people, send /call and a sentence, for example: /call tomorrow 6am potato harvest at the volunteers' garden, 20 people, bring gloves. More: /help
start-worker = Hello { $name }! You are a social worker. After an activity you read what people say: /digest. You can call for people too: /call. More: /help
start-operator = Hello { $name }! You are the operator. Add me to a village's group and send /setup there; you appoint the social workers. How things stand: /status. More: /help
start-nobody = Hello { $name }! I am Yihu and help villages call for volunteers. Tap “I'm in” on a call in your village's group, and I will know you.
open-private = I answer this in private. Please tap my picture, open our chat and press Start.
