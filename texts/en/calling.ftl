# Posting a call
call-what = What is to be done? Say it in one sentence, for example:
    tomorrow 6am at the volunteer garden, harvest potatoes, need 20 people, bring gloves
call-where = For which village?
call-in-village = For { $village }
call-published-toast = Published
call-published = ✅ Call { $number } “{ $title }” is posted in { $village }
call-discarded-toast = Dropped
call-discarded = Dropped: { $title }
draft-ready = Publish it like this?
draft-missing = A draft. Some things are still missing:
draft-no-title = (what to do is not said yet)
draft-no-meet = 🕕 (no time yet)
draft-no-place = 📍 (no place yet)
draft-needed = 👥 { $needed ->
    [one] 1 person
   *[other] { $needed } people
}
draft-no-needed = 👥 (how many is not said yet)
draft-publish-button = 📣 Publish
draft-edit-title = Change title
draft-edit-meet = Change time
draft-edit-place = Change place
draft-edit-needed = Change number
draft-edit-bring = Change what to bring
draft-edit-note = Change the note
draft-edit-hours = Change hours
draft-discard-button = 🗑 Drop it
draft-tap = I did not get what to change. Tap a button under the draft, or just say it: “move to the village gate”, “also bring water”.
draft-needed-off = A call needs 1 to { $most } people; I left the number you gave out.
draft-moved = Changed; the new one is below
draft-in-private = The draft is in your private chat
draft-keep-button = ‹ Leave it
draft-later-button = ‹ Later
draft-day-after = the day after tomorrow
draft-day-led = { $lead } ({ $day })
draft-note-role = { $n } × { $name }
draft-note-until = until { $clock }
draft-note-comma = { ", " }
draft-ask-title = What is to be done? For example: harvest potatoes
draft-ask-meet = When do you meet? For example: tomorrow 6am
draft-ask-hour = { $day }: at what time? For example: 6am
draft-ask-place = Where do you meet? For example: the volunteer garden
draft-ask-needed = How many people? For example: 20
draft-ask-bring = What should people bring? For example: gloves, water. If nothing, write “nothing”.
draft-ask-note = What should people also know? For example: not if it rains. If nothing, write “nothing”.
draft-ask-hours = About how long will it take? For example: 2 hours, 90 minutes
refused-title-unfit = I could not read what to do. At most 40 letters, for example: harvest potatoes
refused-meet-unfit = I could not read the time. Write a day and an hour, for example: tomorrow 6am
refused-meet-past = That time has passed. Write one that is still to come, for example: tomorrow 6am
refused-place-unfit = I could not read the place. Keep it short, for example: volunteer garden
refused-needed-unfit = I could not read the number. Write one from 1 to 500, for example: 20
refused-bring-unfit = I could not read that. For example: gloves, water; or “nothing”
refused-note-unfit = I could not read the note. One short line, for example: not if it rains
refused-hours-unfit = I could not read that. For example: 2 hours, 90 minutes
refused-draft-missing = Still missing: { $field ->
    [title] what to do
    [meet] the time
    [place] the place
   *[needed] how many
}. Fill it in, then publish
refused-draft-changed = This button is out of date. Look at the newest draft
refused-published-by = { $who } has already published this call
refused-cancelled-by = { $who } has already called this off
refused-not-set-up = This group is not set up yet. Please ask its owner or an administrator to send /setup first
refused-needed-below-list = { $confirmed ->
    [one] 1 person has a place
   *[other] { $confirmed } people have a place
}; say first who stays
