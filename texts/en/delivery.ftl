# What is said when delivery goes wrong
not-recorded = This can't be written down right now. It will be done by itself in a moment, no need to tap again.
went-wrong = Something went wrong here and nothing was recorded. The operator has been told; please try again later.
too-fast = That was too fast. Please wait ten seconds.
operator-parked = ⚠️ One update could not be handled and was set aside: { $update } ({ $kind }, { $error }). Everything else goes on. See python -m bot doctor.
operator-letter-failed = ⚠️ One notice could not be delivered: { $letter } ({ $kind }, { $error }). See python -m bot doctor.
operator-asleep = ℹ️ I was away for { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
}. The platform drops messages older than 24 hours; please ask people to send again what matters.
