# After the work: thanks, digest, summary
thanks = 🎉 { $title }: done at { $done }! { $came } came, the first at { $first }, { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
} together. Thank you all!
thanks-nobody = { $title }: over at { $done }.
thanks-uncounted = 🎉 { $title }: done at { $done }! Thank you all!
digest-ready = Feedback on { $title } is closed. The digest is ready; only social workers can read it.
digest-read = 📋 Read the digest
digest-make-summary = 📄 Make the summary
digest-which = Which activity?
digest-which-line = { $day } { $title } ({ $state })
digest-none = There is no digest yet. I tell you when an activity is over and its feedback is closed.
round-state-waiting = not begun
round-state-open = collecting
round-state-closed = closed
round-state-frozen = summary made
summary-ready = The meeting summary of { $title } is ready.
summary-open = 📄 Open the summary
summary-making = Being made, a few seconds…
summary-collecting = It is too early for the summary of { $title }: { $answered ->
    [one] 1 form is
   *[other] { $answered } forms are
} in ({ $invited } asked). It closes { $closes }; after that you make the summary, and I call you then.
summary-waiting = Feedback on { $title } begins { $when }. After it closes you make the summary; I call you then.
summary-yours = Feedback on { $title } is closed. The summary is yours to make, with one tap:
summary-none = There is no meeting summary yet. I tell you when a social worker has made it.
summary-card-name = meeting-summary-{ $number }.png
summary-paper-name = meeting-summary-{ $number }.docx
export-which = Which table?
export-calls = Calls
export-signups = Sign-ups
export-attendance = Attendance
export-name-calls = calls.csv
export-name-signups = signups.csv
export-name-attendance = attendance.csv
refused-round-still-waiting = It is not time for feedback yet; please come back after it closes
refused-round-still-open = Feedback is still coming in; the summary is made after closing
refused-summary-not-made = The social worker has not made the summary yet; you will be told
summary-later = Sorry, the picture and the paper could not be made. The text is above. Please tap again in a while:
summary-again = 🔁 Try again
