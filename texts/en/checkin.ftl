# Check-in, tick list, the end
arrived-came = ✅ Here at { $at }, noted
arrived-late = ✅ Here at { $at }, noted
arrived-walk-in = ✅ Here at { $at }. You were not on the list, and are very welcome
arrived-waiting = ✅ Here at { $at }. You were waiting in line: good that you came, noted
arrived-already = You are checked in already ({ $at })
ticklist-title = Tick list · Call { $number } { $title }
ticklist-figures = { $present } here, { $unmarked } not ticked yet
ticklist-how = Tap a name for “came”; tap it again to change.
ticklist-empty = Nobody is on the list yet.
ticklist-one = What about { $name }?
ticklist-party = { " " }×{ $party }
ticklist-waiting = { " " }(waiting)
ticklist-rest = ✅ The others came
ticklist-rest-ask = Put everybody who is not ticked yet down as “came”? ({ $unmarked } in all)
ticklist-rest-sure = ✅ Yes, all { $unmarked } came
ticklist-extra = ＋ Came unannounced
ticklist-end = 🏁 Finish
ticklist-open = 📋 Tick list
ticklist-back = ‹ Back to the list
ticklist-ask-extra = Who came without signing up? Write the names, for example: Wang Xiulan, Uncle Zhang and his wife
ticklist-ask-whom = Who is { $whom }? Please write the name{ $noted ->
    [0] , for example: Wang Xiulan, Uncle Zhang
   *[other] ; the others are noted already
}.
attendance-came = came
attendance-late = late
attendance-excused = excused
attendance-no-show = did not come
attendance-walk-in = came unannounced
page-before = ‹ Previous
page-after = Next ›
ending-unmarked = { $unmarked ->
    [one] 1 person is not ticked yet.
   *[other] { $unmarked } people are not ticked yet.
}
ending-rest-came = ✅ All came, finish
ending-as-is = 🏁 Finish as it is
ending-back = ‹ Back to ticking
ending-done-toast = Finished. Well done!
ending-done = 🏁 { $title }: finished. { $came } came, { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
} together.{ $unmarked ->
    [0] { "" }
    [one] { " " }1 person is not ticked yet: please do it within a day, or they count as absent.
   *[other] { " " }{ $unmarked } are not ticked yet: please do it within a day, or they count as absent.
}
ending-ask-when = When did “{ $title }” end? Tap, or write it, for example: 8:30
ending-just-now = Just now
ending-nudge = Nobody has finished “{ $title }” yet (it met { $when }). Is it over?
ending-nudge-now = 🏁 Finish now
ending-nudge-before = 🕗 It ended earlier
refused-end-unclear = That is no hour I understand. Please write it again, for example: 8:30, 12 noon
refused-end-ahead = That is still to come. Please write a time that has passed, for example: 8:30
refused-end-before-arrival = It had not begun then, or somebody came later. Please write a time after the last arrival
which-call = Call { $number } { $title }
which-call-ask = Which one?
refused-too-early-to-check-in = Too early: checking in opens two hours before we meet
refused-over-before-check-in = It is over. If you were there, ask the organisers to add you.
refused-too-late-to-correct = That was over 30 days ago and can't be changed any more
refused-walk-in-name = I saw no name. Please write it again, for example: Wang Xiulan, Uncle Zhang
refused-walk-in-too-many = That is too many names at once (the most is { $most }); please write them in several messages
refused-nothing-to-check-in = Nothing to check in to now. Checking in opens two hours before we meet
refused-not-begun = Not yet: it can be finished from two hours before meeting. To cancel it, send /roster
refused-done-by = { $who } has already finished this activity
refused-open-private-first = Please open a private chat with me first (tap my picture), then try again
