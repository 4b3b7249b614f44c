# WeChat chains: pasted in, given out
chain-head = Call { $number } { $title } · this chain
chain-add = ➕ { $names }
chain-change = ✏️ { $names }
chain-same = ✔️ { $n ->
    [one] 1 line is on the list
   *[other] { $n } lines are on the list
}
chain-left = ↩️ Went off by themselves, not put back: { $names }
chain-away = ⚠️ Not coming, the chain says; the list is unchanged: { $names }
chain-unclear = ❓ Not sure, please look: { $names }
chain-nothing = Nothing new to save.
chain-party = { $name } ×{ $party }
chain-by = { $name } (by { $by })
chain-noted = { $name } ✎{ $note }
chain-grown = { $name } ×{ $before } → ×{ $after }
chain-quoted = “{ $words }”
chain-and-more = { $names } … { $all } in all
chain-save-button = ✅ Save { $n }
chain-drop-button = Do not save
chain-which = Which call is this chain for?
chain-saved-toast = ✅ Saved
chain-saved = ✅ Signed up: { $names }
chain-saved-waiting = ⏳ Full, waiting: { $names }
chain-saved-changed = ✏️ Changed: { $names }
chain-left-out = ❗ Not saved, please ask them: { $names }
chain-dropped = Fine, nothing was saved.
chain-forgotten = I no longer remember this chain; please paste it again.
chain-file-large = This file is too large. Please send only the chain.
chain-file-none = I see no chain in this file. Please copy the chain and send it as text.
chain-out-button = 📋 Chain for WeChat
chain-out-toast = Copy the next message into the WeChat group
chain-out-tag = #Group Note
chain-out-title = { $title }, { $needed } needed ({ $code })
refused-chain-for-organisers = Only a social worker or an official pastes chains. To sign up, tap the card.
refused-chain-no-call = No call takes sign-ups now. Publish one first, then paste the chain.
