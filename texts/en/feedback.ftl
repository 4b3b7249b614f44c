# Filling in feedback
feedback-none = There is nothing to fill in now, thank you.
feedback-in-private = Please give feedback in our private chat: send /feedback there. Nobody else can look
feedback-which = About which activity?
feedback-no-words = Nothing to add
feedback-keep = Keep it as it is
feedback-done = Thank you, received! You can change or delete it until closing.
feedback-change = ✏️ Change
feedback-delete = 🗑 Delete
feedback-again = ✏️ Answer again
feedback-erased = Deleted. Nothing is kept.
feedback-nothing-to-erase = There is nothing to delete. Either you had not answered, or the link to you is cut and nobody can find your answer.
feedback-text-please = Please type it; I can't listen to voice or look at pictures yet. Or tap “Nothing to add”.
feedback-figures-right = ✅ Numbers are right
feedback-figures-change = ✏️ Change a number
feedback-group-line = Thank you for { $title } today! How was it? Tap below and tell me in private. Officials never see who said what.
feedback-group-button = ✍️ A word or two
figures-which = Please check; tap what needs changing:
figures-ask = { $name }: just write the number, for example 20
refused-not-asked = You were not asked this time, thank you
refused-round-waiting = It is not time for feedback yet; I will ask you
refused-round-open = Feedback is still coming in; please come back after it closes
refused-round-closed = It is closed, thank you. To delete your answer, send “delete”
refused-round-frozen = The link to you is cut: nobody can tell which answer is yours, so it cannot be changed or deleted
refused-no-such-question = This button is out of date; send /feedback to open the form again
refused-no-such-choice = This button is out of date; send /feedback to open the form again
refused-comment-empty = I saw no words. Please write again, or tap “Nothing to add”
refused-comment-too-long = At most { $most ->
    [one] 1 character
   *[other] { $most } characters
}, and that is { $over } too many. Please make it shorter
refused-figure-bounds = Please write a number from 0 to { $most }, for example 20
feedback-erase-sure = Delete your feedback on { $title }? It cannot be brought back.
feedback-erase-yes = 🗑 Delete it
feedback-erase-no = Keep it
feedback-kept = All right, nothing was deleted.
figures-ask-hours = { $name }: write the hours, halves are fine, for example 41.5
refused-figure-hours = Please write hours from 0 to { $most }, halves are fine, for example 41.5
refused-only-in-private = Please tap this in our private chat; nobody else looks there
refused-round-restored = Restored from a backup: nobody can tell which answer is yours, so it can't be changed or deleted
refused-was-official = You were an official at that activity: what was said then is for its social workers. Later ones you can read
