# The menu of commands
command-start = Open the chat with Yihu
command-help = What you can do
command-call = Call for volunteers in one sentence
command-calls = All calls
command-roster = Who signed up
command-checkin = Check in
command-me = Your record, hours, certificate
command-team = The volunteer team
command-feedback = Say how it went
command-digest = The social workers' digest
command-summary = The meeting summary
command-export = Tables to take along
command-language = Choose a language
command-status = How the village stands
command-privacy = What is kept and who sees it
command-setup = Set up this group (administrators)
command-role = Appoint an official or a social worker (as a reply)
