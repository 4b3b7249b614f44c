# A place that came free: who waits first is asked; at night and shortly before, the organisers decide
offer = 🎉 A place came free. Will you still come? { $title }{ $party ->
    [1] { "" }
   *[other] {" "}({ $party } of you)
}
offer-kept = 🎉 A place came free for { $who }: { $title }. Will they come?
offer-until = Please tap by { $until }; after that it goes to the next.
offer-in-group = 🎉 { $name }, a place came free{ $kept ->
    [yes] {" "}for { $whom }
   *[no] { "" }
}: { $title }, { $brief }. Coming? Tap by { $until }
offer-yes-button = ✋ Coming
offer-no-button = Not any more
offer-taken = ✅ { $mine ->
    [yes] The place is yours!
   *[no] { $who } has the place!
} { $brief }
offer-declined = { $mine ->
    [yes] Fine, it goes to the next.
   *[no] Fine, { $who } is not coming; it goes to the next.
}
offer-decide = A place came free in “{ $title }”, { $brief }. It is late to wake people: please say who gets it, best after a phone call:
offer-give-button = Give it to { $who }
offer-given = ✅ { $who } has the place and is told. { $brief }
refused-offer-passed = That place has gone to the next. To come along, please tap “Sign up”.
refused-not-your-offer = Somebody else is being asked. To come along, tap “✋ Sign up”.
refused-no-place-left = It is full again, there is no place to give.
refused-has-place = { $who } has a place already.
refused-place-given-by = { $who } has already given the place to { $whom }.
standin-ask = Can somebody come in your place? Just answer with a name.
standin-fine = That is all right. Take care.
standin-entered = ✅ { $who } comes in your place: written down. Thank you!
