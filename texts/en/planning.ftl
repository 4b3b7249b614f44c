# Before a call: an official's word, asking everybody, coming again
command-approval = Whether workers' calls need an official's yes
word-approval = approval
approval-is-on = { $village }: social workers' calls are posted once an official agrees.
approval-is-off = { $village }: social workers' calls are posted at once.
approval-on-button = Ask officials first
approval-off-button = Post at once
approval-chosen = Done; the group gets one line
approval-line-on = From now on an official agrees before a social worker's call is posted.
approval-line-off = From now on social workers' calls are posted at once.
approval-sent = 📨 “{ $title }” went to { $names }. It is posted once one of them agrees.
approval-sent-toast = Sent to the officials
approval-look-button = See, go on editing
approval-ask = { $who } would like to post this call. Do you agree?
approval-agree-button = ✅ Agree, post it
approval-change-button = ✏️ Please change…
approval-back-button = ‹ No change
approval-what-change = What should be changed? One line, for example: 15 people
approval-change-told = { $who } has been told; it will come again.
approval-change-asked = ✏️ { $who } asks you to change: { $words }
    Publish again when done, and it goes to them once more.
approval-agreed = ✅ { $who } agreed; call { $number } “{ $title }” is in the group.
verdict-submitted = 📨 { $who } { $when } asked for a word
verdict-agreed = ✅ { $who } { $when } agreed
verdict-change = ✏️ { $who } { $when } please change: { $words }
refused-not-official = Only village officials can do this.
refused-approval-needed = An official has to agree first; please tap publish once more
refused-already-submitted = It is with the officials already
refused-no-official-reachable = No official has opened a private chat with me, so I can't ask them. Please have one open it; the draft is kept.
refused-agreed-by = { $who } has agreed already; it is posted
refused-change-asked-by = { $who } has asked for a change; it will come again
refused-approval-changed = The draft was changed since; it will come again
refused-change-unfit = I saw no words. Please tap “Please change” again and write one line
command-ask = Ask everybody before you call
word-ask = ask
advice-where = Which village should be asked?
advice-what = What would you like to ask? One line, for example:
    /ask Dumplings for 20 elders: how much flour and filling?
advice-asked = Asked in the group of { $village }; the answers are kept. See them: /ask
advice-head = 💬 { $who } asks everybody: { $text }
advice-how = Reply to this message, or tap below. Answers bear your name; everybody can read them.
advice-over = Closed. Thank you all.
advice-say-button = 💬 I have an answer
advice-line = · { $who }: { $words }
advice-more = ({ $n } more before these)
advice-silent = (nobody has answered yet)
advice-say = { $text }
    What do you think? Write it here; it bears your name and everybody can read it.
advice-go-private = Please say it in our private chat
advice-kept = 👍 Kept; everybody can read it. Say it again and the newest holds.
advice-until = Open until { $until }
advice-call-button = 📣 Call for it
advice-close-button = That's enough
refused-question-unfit = I saw no question; please write one line
refused-advice-unfit = I saw no words; please write one line
refused-advice-closed = This question is closed, thank you
refused-advice-reply-here = Please reply to this message
command-series = Calls that come again
word-series = series
series-button = 🔁 Repeat
series-ask = How often should “{ $title }” come again?
series-begun = It will come again
series-none = Nothing comes again yet. Tap “🔁 Repeat” under a list: /roster
series-line = 🔁 { $title }: { $words }, next { $when }
series-drafts = Two days before, at 19:00, the organisers get the draft and post it with one tap.
series-posts = Two days before, at 19:00, it is posted by itself.
series-post-button = Post it by itself
series-draft-button = Show me a draft
series-end-button = Stop repeating
series-over = “{ $title }” does not come again. What was posted stays.
series-draft-ready = 🔁 A call that comes again; here is its draft:
series-week = Every { $day }
series-month-day = Monthly on day { $n }
series-month-end = Monthly on day { $n } (or the last)
series-nth = Monthly, { $day } no. { $n }
series-last = The last { $day } of the month
series-weekday = { $weekday ->
    [1] Mon
    [2] Tue
    [3] Wed
    [4] Thu
    [5] Fri
    [6] Sat
   *[7] Sun
}
festival-spring = New Year
festival-lantern = Lantern
festival-qingming = Qingming
festival-dragon-boat = Dragon Boat
festival-mid-autumn = Mid-Autumn
festival-double-ninth = Double Ninth
festival-winter-solstice = Solstice
festival-laba = Laba
refused-series-already = This call comes again already: /series
refused-series-ended-by = { $who } has stopped it
