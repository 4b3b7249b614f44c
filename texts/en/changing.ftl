# After a call was posted: time and place changed, taken back, who stays, once again
change-button = ✏️ Change
change-menu = What to change of “{ $title }”?
change-back-button = ‹ List
change-which = Which one?
change-ask = “{ $title }” would become:
change-line = { $field ->
    [title] What
    [meet] 🕕 Time
    [place] 📍 Place
    [bring] 🎒 To bring
    [note] 📝 Note
   *[needed] 👥 People
}: { $was } → { $next }
change-nothing = none
change-told = { $people ->
    [0] Only the tap below does it.
    [one] One person on the list will be told. Only the tap below does it.
   *[other] { $people } people on the list will be told. Only the tap below does it.
}
change-do-button = ✅ Change it
change-toast = Changed
change-done = ✏️ “{ $title }” is changed{ $told ->
    [0] { "" }
    [one] , one person is told
   *[other] , { $told } people are told
}.
changed-letter = ✏️ “{ $title }” has changed:
changed-line = ✏️ Call { $number } “{ $title }” has changed:
changed-in-group = ✏️ { $name }: “{ $title }” has changed:
changed-meet = 🕕 { $was } → { $when }
changed-place = 📍 now at { $place }
changed-title = Now: { $title }
changed-bring = 🎒 now bring { $bring }
changed-bring-nothing = 🎒 nothing to bring now
changed-note = 📝 { $note }
changed-note-nothing = 📝 the note is gone
changed-still-button = ✋ Still coming
changed-ask-kept = If somebody can't come, write for example: cancel for Grandpa Zhang
still-toast = Good, see you there
stay-ask = Places taken: { $confirmed }, needed now: { $needed }. Those with ↩ ({ $n }) wait again, first in the line; tap a name to change that.
stay-back = ↩ { $who }
stay-stays = ✓ { $who }
stay-do-button = ✅ { $n } wait again
stay-done = 👥 { $needed } needed now. Waiting again, and told: { $names }
put-back = Sorry: “{ $title }” needs fewer people, so you wait{ $ahead ->
    [0] , first in line
   *[other] , { $ahead } before you
}. You are asked first.
put-back-kept = Sorry: “{ $title }” needs fewer people, so { $who } waits{ $ahead ->
    [0] , first in line
   *[other] , { $ahead } before them
}. You are asked first.
put-back-in-group = { $name }: sorry, “{ $title }” needs fewer people; you are first in line and asked first.
withdraw-button = ↩ Take back
withdraw-toast = Taken back
withdraw-done = ↩ Call { $number } “{ $title }” is taken back; nobody was bothered.
card-withdrawn = ↩ Call { $number } “{ $title }” was taken back
again-button = 🔁 Post again
again-toast = Here is the same
again-which = Which one again?
cancel-few-button = Too few people
cancel-few = too few people
cancel-later-button = Another day
cancel-later = moved to another day
roster-posted = ✍️ posted by { $who }
roster-changed = , changed by { $who } ({ $when })
refused-edited-by = { $who } has just changed this call; look at it first
refused-withdrawn-by = { $who } has taken this call back already
refused-withdraw-signed = Somebody has signed up: call it off instead, and everyone is told
refused-nothing-changed = That is how it is already
refused-edit-arrived = { $present } are there already: the time stays
refused-needed-by = { $who } has set the number to { $needed }; look at it first
refused-nothing-to-copy = There is no call to copy yet. Write one, e.g. /call tomorrow 6am potatoes
