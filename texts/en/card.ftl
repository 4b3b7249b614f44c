# The card of a call
card-title = Call { $number }: { $title }
card-when = 🕕 { $when }
card-where = 📍 { $place }
card-bring = 🎒 { $bring }
card-hours = ⏱ about { $length }
length-hours = { $hours } h
length-both = { $hours } h { $rest } min
length-minutes = { $rest } min
card-note = 📝 { $note }
card-soon = { $day } { $clock }
card-figures = 👥 { $confirmed }/{ $needed } signed up
card-figures-full = 👥 { $confirmed }/{ $needed } signed up: full, but you can wait in line
card-figures-held = 👥 { $confirmed }/{ $needed } signed up, but you can wait in line
card-offered = ✋ { $offered } offered a place, not answered yet: { $names }
card-party = { $name } ×{ $party }
card-comma = {", "}
card-and-more = { $names } … { $all } in all
card-waiting = ⏳ { $waiting } waiting: { $names }
card-held = { $free } free, kept for a party of { $party }
card-deciding = { $free } free; the organisers say who gets it
card-present = ✅ { $present } here
card-cancelled = ❌ Called off: no need to come
card-cancelled-why = ❌ Called off: no need to come. Why: { $reason }
card-done = 🏁 Done: { $came } came, { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
} together
card-join-button = ✋ I'm in
card-leave-button = Can't come
card-here-button = ✅ I'm here
card-bell-button = 🔔 Remind me
card-roster-button = 📋 List
mine-none = You have not signed up. To come, tap “✋ I'm in”.
mine-declined = You said you can't come. You may still sign up any time.
mine-withdrawn = You are off the list. You may still sign up again.
mine-place = ✅ You have a place{ $party ->
    [1] { "" }
   *[other] {" "}(for { $party })
}. I will remind you before we meet.
mine-waiting = ⏳ You are waiting{ $ahead ->
    [0] { "" }, next in line
   *[other] { "" }, { $ahead } ahead of you
}. I will tell you when a place comes free.
mine-offered = ✋ A place is held for you until { $until }. Please tap whether you come.
mine-walk-in = ✅ You are checked in.
mine-party-button = { $party ->
    [1] Just me
   *[other] { $party } of us
}
