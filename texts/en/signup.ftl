# Signing up and leaving
signup-place = ✅ You're in! { $brief }
signup-place-bell = ✅ You're in! { $brief }. For a reminder, tap “🔔 Remind me”
signup-waiting = ⏳ Full: you are in line{ $ahead ->
    [0] { "" }, next to move up
   *[other] { "" }, { $ahead } ahead of you
}
signup-resized = ✅ Changed: { $party } of you
signup-already = ✅ You have a place already. { $brief }
signup-already-waiting = ⏳ You are in line already{ $ahead ->
    [0] { "" }, next to move up
   *[other] { "" }, { $ahead } ahead of you
}
signup-already-here = ✅ You are checked in
signup-left = You are off the list. See you next time
signup-declined = Noted, thank you. See you next time
signup-already-away = Noted: you are not on the list
signup-bell-already = All set: I will remind you
signup-for-placed = ✅ Signed up: { $names }
signup-for-waiting = ⏳ In line: { $names }
signup-for-already = Already on the list: { $names }
signup-for-gone = Off the list: { $names }
signup-organiser = “{ $title }”: call it off, or is it only you who can't come?
signup-organiser-cancel = Call it off
signup-organiser-leave = I can't come
signup-unsure = Do you want to sign up for “{ $title }”?
signup-unsure-leave = You can't come to “{ $title }”, is that right?
signup-unsure-yes = ✋ I'm in
signup-unsure-leave-yes = Can't come
signup-unsure-no = No
signup-unsure-other = That question was for somebody else. To sign up, use the card.
signup-unsure-fine = Nothing changed
signup-same-name = Somebody has signed up { $name } already. Is that you?
signup-same-me = That is me
signup-same-other = Another one
signup-same-asked = One question first, please: is that you?
signup-on-the-way = Noted. Take it easy on the way.
signup-maybe = Fine: tap “I'm in” once you know
signup-maybe-listed = You are still on the list. If you can't come, tap “Can't come”
signup-how-many = You signed up { $party }. How many of you will come?
signup-which-join = Sign up for which one?
signup-which-leave = Cancel which one?
signup-not-on-list = You have not signed up yet
signup-on-list = You have a place, for { $party }
refused-here-already = { $names } is there already and stays on the list
signup-which = Which one do you mean?
signup-unknown = I do not know you yet. Please tap “Sign up” once in your village's group.
signup-none-open = Nothing to sign up for now. A new call shows as a card in the group.
answer-when = 🕕 { $when }
answer-until = 🕕 We meet { $when }. The end was not said; please ask the organisers
answer-where = 📍 { $place }
answer-bring = 🎒 { $bring }
answer-bring-nothing = 🎒 Nothing was said about what to bring
answer-places = { $free ->
    [0] 👥 Full; you can wait in line
    [one] 👥 One place left
   *[other] 👥 { $free } places left
}
answer-what = { $title }
refused-call-started = It has begun: just come and tap “I'm here”
refused-call-started-leave = It has begun: please tell the organisers that you can't come
refused-call-open = It is published already. To change the number or call it off, send /roster
refused-call-done = This activity is over. See you next time
refused-call-cancelled = This activity was called off
refused-call-discarded = This draft was dropped. To post it, send /call again
refused-call-draft = Not published yet: tap “📣 Publish” first
refused-party-size = At most { $most ->
    [one] 1 person
   *[other] { $most } people
} at once. Please write fewer
refused-party-does-not-fit = { $free ->
    [0] Your place is safe. It is full: nobody can be added
    [one] Your place is safe. Only one place is left: please add fewer
   *[other] Your place is safe. Only { $free } places are left: please add fewer
}
refused-companion-does-not-fit = Your place is safe. It is full for { $who }.
refused-no-names = I saw no name. Please write it, for example: sign up Li Shen
refused-not-yours = I found nobody of that name whom you signed up. Please check the name
