# Roles within one call (digging, driving)
refused-which-duty = This call has several jobs: please tap the one you will do.
refused-which-duty-for = This call has several jobs: please say which, for example: sign up Aunt Li { $name }
refused-no-such-duty = This call has no such job; please look at the card.
refused-duty-full = “{ $name }” is full; you keep what you had.
refused-duties-unfit = No more than { $most }, please, and a short name of its own for each job.
refused-duty-numbers = The number for “{ $name }” does not work: please write 2 or 10 to 16.
refused-duty-alone = One job is no division. Please name at least two, for example: 10 digging, 2 drivers
refused-duties-unread = I could not read that. Please write how many for each job: 10 to 16 digging, 2 drivers
refused-duties-or-villages = The places are shared out by village, so there are no jobs beside that.
refused-duty-people = { $people } already chose “{ $name }”. If it goes they stay, and are asked to choose again. To do it, tap below
refused-duty-below-list = “{ $name }” has { $confirmed } already; fewer takes nobody off. To do it, tap below
refused-needed-by-duties = The jobs add up to { $needed }. To change that, please change the jobs
duties-ask = Which jobs, and how many for each? For example:
    10 to 16 digging, 2 drivers, 3 cooking
    A job that takes a skill (driver) must be chosen by name, and waits when it is full.
duties-ask-anew = The jobs now:
    { $lines }
    What changes? For example: add 2 carrying; remove cooking; or write them all anew. “No jobs” for none.
duties-sure-button = Change it
duties-done = ✅ The jobs are changed:
duties-gone = ✅ No jobs any more; the list stays.
duties-kept = All right, nothing changed
draft-edit-duties = Jobs
duty-strict-button = 🔒 { $name }: skilled only
duty-loose-button = 🔓 { $name }: anybody
duty-rest = other
duty-wants = { $most }
duty-wants-range = { $least }–{ $most }
duty-wanted = · { $name } { $wants }
duty-wanted-strict = · { $name } { $wants } (skilled only)
duty-line = 🔹 { $name } { $has }/{ $wants }
duty-line-lacks = { $line }, { $lacks } still lacking
duty-line-names = { $line }: { $names }
duty-none-yet = ❔ No job chosen yet: { $names }
duty-of = { $who } · { $duty }
duty-join-button = ✋ I'm in · { $name }
duty-join-lacks = ✋ { $name } ({ $lacks } lacking)
duty-mine = Your job: { $name }
duty-mine-none = You have no job yet; please tap “Another job”.
duty-change-button = 🔁 Another job
duty-keep-mine = ‹ Keep mine
duty-which = “{ $title }”: which job will you do?
duty-which-you = { $name }, which job will you do for “{ $title }”?
duty-asked-in-private = Please choose your job in our private chat
duty-asked-here = Please tap your job in the line below
duty-answered = Noted
duty-letter = The jobs of “{ $title }” changed; you still have your place. Which job will you do now?
duty-letter-kept = The jobs of “{ $title }” changed; { $who } still has a place. Which job will { $who } do now?
duty-undecided-button = ❔ Give out jobs
duty-undecided = No job chosen yet. Whose will you set?
duty-for = Which job will { $who } do?
duty-given = ✅ { $who }’s job: { $duty }
signup-duty = ✅ Changed; your job: { $duty }
signup-place-duty = ✅ You're in! Your job: { $duty }. { $brief }
signup-place-bell-duty = ✅ You're in! Your job: { $duty }. { $brief }. For a reminder, tap “🔔 Remind me”
signup-waiting-duty = ⏳ { $duty } is full: you are in line{ $ahead ->
    [0] { "" }, next to move up
   *[other] { "" }, { $ahead } ahead of you
}
signup-already-duty = ✅ You are on the list already. Your job: { $duty }. { $brief }
