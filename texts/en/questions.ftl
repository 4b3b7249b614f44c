# The feedback forms: questions, faces, choices
feedback-intro-villager = 4 quick taps about { $activity }, one minute. Village officials never see who said what. Tap Skip any time; send “delete” to erase. You can change answers until { $close }.
feedback-intro-official = 4 quick taps about { $activity } for village officials, and a few words. No names: nobody is shown who chose what, only social workers read the words, and fewer than 5 answers are shown without figures. Tap Skip any time; send “delete” to erase. You can change answers until { $close }.
feedback-intro-social-worker = 4 quick taps about { $activity } for social workers, then check the numbers and write a few words. No names: nobody is shown who chose what, only social workers read the words; the numbers you check are printed in the summary. Tap Skip any time; send “delete” to erase. You can change answers until { $close }.

scale-good = 😀 Good
scale-mid = 😐 So-so
scale-bad = 🙁 Not good
scale-skip = Skip / don't know

chip-time = ⏰ Timing
chip-notice = 📢 Notice
chip-venue = 🪑 Venue
chip-supplies = 🧤 Tools & supplies
chip-organise = 👥 Organising
chip-fair = ⚖️ Fairness
chip-safety = 🦺 Safety
chip-none = 👍 All fine
chip-skip = Skip / don't know

question-V1 = Overall, how was this activity?
question-V2 = How did the village officials do this time? (helped, listened)
question-V3 = How did the social workers do? (arranging, patience)
question-V4 = What most needs fixing? Pick one.
question-VT = Anything to add? What was good, what to fix, what next. Just type it, or skip.
question-VC = May this be read at the meeting, without your name?
choice-workers_only = Social workers only
choice-readable = May be read out

question-O1 = Overall, how was this activity?
question-O2 = How did we, the village committee, do?
question-O3 = How did volunteers and villagers do?
question-O4 = How did the social workers do?
question-OT = What can the village offer next time? What can it not do, and why?

question-S1 = Overall, how was this activity?
question-S2 = How did we, the social workers, do?
question-S3 = How did the officials do?
question-S4 = How did volunteers and villagers do?
question-SF = Check the numbers (prefilled from check-in)
question-SA = Against the plan: what differed and why? Keep what, change what?
question-SM = The most significant change you saw (no names)

fact-signed-up = People signed up
fact-attended = People who came
fact-hours-total = Hours together
fact-people-served = People served
fact-home-visits = Home visits
fact-incidents = Incidents
fact-cost-yuan = Cost (yuan)
