# Open calls, rosters, calling off
calls-none = No open calls now.
calls-head = Open calls:
calls-line-none = { $number } { $title } · { $brief } · { $confirmed }/{ $needed }
calls-line-confirmed = ✅ { $number } { $title } · { $brief } · you have a place
calls-line-offered = ✋ { $number } { $title } · { $brief } · a place waits for your answer
calls-line-waitlisted = ⏳ { $number } { $title } · { $brief } · you are in line
calls-line-withdrawn = { $number } { $title } · { $brief } · you are off the list
calls-line-declined = { $number } { $title } · { $brief } · you can't come
calls-line-walk-in = ✅ { $number } { $title } · { $brief } · you are here
roster-which = Which list?
roster-title = List of call { $number }: { $title }
roster-figures = 👥 { $confirmed }/{ $needed }{ $waiting ->
    [0] { "" }
   *[other] , { $waiting } in line
}
roster-done = 🏁 Done
roster-cancelled = ❌ Called off
roster-empty = Nobody has signed up yet.
roster-waiting = ⏳ In line:
roster-offered = ✋ Offered a place, not answered yet:
roster-away = Can't come:
roster-kept = { $name } (entered by { $keeper })
roster-late = { $name } (left { $hours ->
    [0] less than an hour
    [one] { $hours } hour
   *[other] { $hours } hours
} before the start)
roster-noted = { $name } ✎ { $note }
roster-namesake = { $name } (…{ $tail })
roster-no-phone = no phone
roster-unreached = 🔕 gets no private message and will be named in the group
roster-ticks-button = ✅ Tick off
roster-cancel-button = ❌ Call it off
cancel-ask = Call off “{ $title }”? { $people ->
    [0] Nobody is on the list yet.
    [one] The 1 person on the list will be told.
   *[other] The { $people } people on the list will be told.
}
    Why? Write a line, or tap:
cancel-rain-button = 🌧 Off: bad weather
cancel-rain = bad weather
cancel-silent-button = Off, no reason given
cancel-back-button = ‹ Keep it
cancel-said = Call off “{ $title }”, because: { $reason }
    Nothing is done until you tap below. To change the reason, write it again.
cancel-said-button = ❌ Call it off
cancel-sure-button = ❌ Off all the same
cancel-kept = Fine, it stands
refused-cancel-begun = { $present ->
    [0] The meeting time has passed. If the work is done, tick the list and end it. Really call it off?
   *[other] { $present } are there already. If the work is done, tick the list and end it. Really call it off?
}
cancel-toast = Called off
cancel-done = ❌ “{ $title }” is off; { $told ->
    [0] nobody was on the list.
    [one] 1 person is told.
   *[other] { $told } people are told.
}
needed-done = 👥 Now { $needed ->
    [one] 1 person is needed
   *[other] { $needed } people are needed
}
needed-sure-button = All stay, { $needed } wanted
refused-roster-for-organisers = The card in the group shows who is coming
