# The list on paper: printing the sign-in sheet, typing it in
sheet-head = { $village } · volunteers' sign-in sheet
sheet-title = YH{ $number } { $title }
sheet-when = Time: { $when }
sheet-where = Place: { $place }
sheet-column-number = No.
sheet-column-name = Name
sheet-column-party = People
sheet-column-duty = Duty
sheet-column-tick = There
sheet-column-signature = Signature
sheet-column-phone = Phone
sheet-boxes = □came □late □exc.
sheet-waiting = { $name } (waiting)
sheet-type = To type it in, send me the ticks, like: YH{ $number } 1√ 2√ 3× 5 late 7 excused, new: Zhao. Nobody who is left out becomes a no-show.
sheet-phones = A phone number is written only by choice; it stays on the paper. Organisers keep the sheet safe.
sheet-button = 🖨 Print the sheet
sheet-file = sign-in-YH{ $number }.docx
sheet-sent = The sheet is in your private chat
paper-button = ✍ Type in a sheet
paper-ask = Type what the paper says, for example: 1√ 2√ 3× 5 late, Wang came, Li absent, new: Zhao
paper-title = From paper · YH{ $number } { $title }
paper-marks = To note:
paper-corrects = Different from what is noted, to be changed:
paper-corrected = { $name }: { $before } → { $after }
paper-walk-ins = Came unannounced:
paper-same = Noted already: { $people }
paper-unmarked = Not ticked (left alone): { $names }
paper-unclear = Not matched, please tick by hand: { $names }
paper-nothing = There is nothing to note.
paper-save-button = ✅ Note { $n }
paper-drop-button = Leave it
paper-dropped = Fine, nothing was noted.
paper-saved-toast = Noted
paper-saved = ✅ Noted from paper: { $n }.{ $present ->
    [0] { "" }
   *[other] { " " }{ $present } are there.
}
paper-forgotten = I no longer have that list, please send it again
paper-which = Which activity is this sheet of?
refused-paper-for-organisers = Officials and social workers type sheets in; tap “I'm here” when you are here
refused-paper-no-call = There is no activity to tick now
refused-paper-unread = I could not read that sheet. Write it like: 1√ 2√ 3× Wang came
ticklist-history = { $at } { $who }: { $what }
