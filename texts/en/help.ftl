# Help
help-villager = When there is a call in the group, tap “I'm in” or “Can't come”; when you are there, “I'm here”. Calls: /calls. Your record: /me. Feedback: /feedback. Privacy: /privacy
help-nobody = I do not know you yet: tap “I'm in” on a call in your village's group. No group yet? Add me to it and ask its owner to send /setup.
help-official =
    /call tomorrow 6am potato harvest at the volunteers' garden, 20 people
    /calls all calls · /roster who signed up
    /checkin tick off who came · /people without a phone
    /summary for the meeting
    /export tables · /role invite an official
    /status of the village · /language
help-worker =
    /call tomorrow 6am potato harvest at the volunteers' garden, 20 people
    /calls all calls · /roster who signed up · /checkin tick off who came
    /people without a phone: names, merging
    /digest what people said (for social workers only)
    /summary for the meeting · /export tables
    /role invite an official or a social worker
    /status of the village · /language
help-operator =
    /status of every village, and what went wrong
    /role worker makes an invitation link for a social worker
    In a group: /setup makes it a village; reply /role official or /role worker to appoint.
help-results = The results will be told at the meeting.
help-prying = Who said what I cannot find out, nor may I tell. The meeting looks at numbers: /summary
help-group = When there is a call, tap “I'm in” or “Can't come” on its card, or reply to the card in words: join, cancel.
help-group-organiser =
    To call: /call tomorrow 6am potato harvest at the volunteers' garden, 20 people
    To appoint: reply /role official or /role worker to somebody's message
    Everything else in private: /help
