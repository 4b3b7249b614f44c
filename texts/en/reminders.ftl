# Reminders, places that came free, news that it is off
reminder-evening = 🔔 Don't forget: { $title }{ $party ->
    [1] { "" }
   *[other] {" "}({ $party } of you)
}
reminder-noted = ✅ Noted: { $title }{ $party ->
    [1] { "" }
   *[other] {" "}({ $party } of you)
}
reminder-soon = 🔔 In { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}: { $title }
reminder-late = Sorry, this reminder is late.
reminder-kept = You answer for: { $names }
mention-evening = 🔔 { $names }: don't forget { $title }, { $brief }
mention-soon = 🔔 { $names }: in { $minutes ->
    [one] 1 minute
   *[other] { $minutes } minutes
}, { $title }, { $brief }
moved-up = 🎉 A place came free, it is yours: { $title }{ $party ->
    [1] { "" }
   *[other] {" "}({ $party } of you)
}
moved-up-kept = 🎉 A place came free: { $who } has it. { $title }
moved-up-in-group = 🎉 { $name }, a place came free, it is yours: { $title }, { $brief }
cancelled-letter = ❌ “{ $title }” is off, no need to come. It was to be { $brief }
cancelled-letter-why = ❌ “{ $title }” is off, no need to come. Why: { $reason }. It was to be { $brief }
cancelled-line = ❌ Call { $number } “{ $title }” is off, no need to come. It was to be { $brief }
cancelled-line-why = ❌ Call { $number } “{ $title }” is off, no need to come. Why: { $reason }. It was to be { $brief }
