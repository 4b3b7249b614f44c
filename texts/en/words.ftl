# Words understood without a slash, parted by spaces
word-call = call
word-calls = calls
word-roster = roster
word-kept = my-people
word-people = people-list
word-checkin = checkin check-in
word-feedback = feedback
word-digest = digest
word-summary = summary
word-export = export
word-help = help
word-language = language
word-status = status
word-privacy = privacy
word-me = record
word-team = team
