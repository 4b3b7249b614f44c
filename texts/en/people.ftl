# People without a phone: keepers, who is who, merging
person-label = { $name } · { $label }
person-in-group = { $name } of the group
kept-together = Entered by { $keeper }: { $names }
kept-between = { "; " }
kept-kin = { $keeper }'s { $kin }
kept-button = You signed up { $n }
kept-title = Signed up by you · Call { $number } { $title }
kept-head = { $n ->
    [one] One person:
   *[other] { $n } people:
}
kept-nobody = You have signed up nobody else here.
kept-none = You have signed up nobody else. A neighbour has no phone? Reply to the card: “sign up Grandpa Zhang”.
kept-which-call = Which call?
kept-line = · { $name }
kept-line-waiting = ⏳ { $name }, in line
kept-line-offered = 🎉 { $name }: a place is free, please answer
kept-rename-button = { $name } ✎
kept-off-button = ✕ Remove
kept-add-button = ＋ Add people
kept-edit-button = Edit the list
kept-clear-button = ✕ Remove all
kept-clear-sure = ✕ Remove them all
kept-clear-ask = Remove all { $n } you signed up?
kept-ask-more = Who else? Write the names with commas: Grandpa Zhang, Grandma Li
kept-ask-party = Now: { $names }
    Write the whole list as it should be; who is not in it goes. Like: change to Grandpa Zhang, Grandma Li
kept-ask-name = How should “{ $name }” be written? It stays the same person; for another one, remove and add.
kept-renamed = ✅ Now “{ $name }”
kept-is-it = Is that { $name } of the group?
kept-which = Which { $name }?
kept-off-which = Remove which { $name }?
kept-yes = Yes
kept-another = No, another one
signed-for = ✅ { $keeper } signed you up: { $title }
signed-for-waiting = ⏳ { $keeper } signed you up; it is full, you are in line: { $title }
signed-for-in-group = ✅ { $name }, { $keeper } signed you up: { $title }
signed-for-waiting-in-group = ⏳ { $name }, { $keeper } signed you up; it is full, you are in line: { $title }
claim-ask = There is { $who } on the lists, without a phone. Is that you?
claim-fine = Fine: not the same person. Nothing changed.
claim-yours = ✅ Found: what { $who } signed up for and came to is yours now
claim-asked = Asked the neighbour or a social worker; the place is kept
claim-nobody = Please tell an official or a social worker; the place is kept
claim-not-yours = They say it is somebody else. To come along, tap “I'm in”
claim-check = { $name } says to be { $who }, whom you signed up. Is that right?
    If so, everything { $who } signed up for and came to becomes theirs.
claim-yes-button = Yes, the same
claim-no-button = No
claim-confirmed = ✅ Good: { $who } is { $name }
claim-denied = Good: { $who } and { $name } are two people. Nothing changed.
people-title = People without a phone · { $village }
people-head = { $n ->
    [one] One person.
   *[other] { $n } people.
} Tap a name: other names, label, keeper, merge
people-nobody = Nobody yet. Whoever is signed up by a neighbour is listed here.
people-which-village = Which village?
people-undo-button = ↩ Undo: { $name } → { $who }
person-none = none
person-names = Also called: { $names }
person-told-apart = Label: { $label }
person-keeper = Keeper: { $keeper }
person-last = Last: { $title }
person-name-button = ＋ Other name
person-label-button = Label
person-keeper-button = Change keeper
person-merge-button = Merge
person-away-button = Moved away
person-back-button = ‹ Whole list
person-ask-name = What else is { $who } called?
person-ask-label = What tells them apart? Like: east end
person-ask-keeper = Who is told things for { $who } from now on?
merge-ask = Who is the same person as { $who }?
merge-head = Merge “{ $name }” into “{ $who }”
merge-moves = { $n ->
    [0] No sign-ups of its own to move
    [one] One sign-up moves
   *[other] { $n } sign-ups move
}{ $came ->
    [0] { "" }
   *[other] , { $came } with attendance
}
merge-names = These names will mean one person: { $names }
merge-both = { $n ->
    [one] Both on one call
   *[other] Both on { $n } calls
}: one sign-up stays, the earlier counts, no party is doubled
merge-undo-for = It can be undone for 10 minutes.
merge-sure-button = Merge them
merge-done = ✅ “{ $name }” is merged into “{ $who }”. You can undo it for 10 minutes.
merge-undo-button = ↩ Undo
merge-undone = ↩ Undone: “{ $name }” and “{ $who }” are two again.
away-ask = Has { $who } moved away? They go off the lists of what is to come; what was stays.
away-sure-button = Moved away
away-done = Good: { $who } is off the list.
away-undo-button = ↩ Still here
refused-keeper-full = No more than { $most } for one keeper; please ask another neighbour
refused-said-no = { $name } is off this list; if they want to come after all, please ask them to sign up themselves
refused-name-taken = There is a { $name } already; if it is the same person, an organiser can merge them
refused-too-many-names = At most { $most } other names.
refused-merge-same = That is one and the same entry.
refused-merge-accounts = Both have a phone of their own and cannot be merged.
refused-merge-settled = It was undone already, or the time is over.
refused-not-known-here = They were merged, moved away, or have a phone now. Please see the list: /people
refused-not-your-entry = That question is for the keeper and the organisers
refused-claim-settled = Somebody has answered that already
