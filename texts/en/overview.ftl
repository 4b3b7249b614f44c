# One message to organisers each evening
overview-head = { $village }, the next 24 hours:
overview-call = · { $title }, { $when }, { $n }/{ $needed ->
    [one] 1 person
   *[other] { $needed } people
}
overview-waiting = , { $n } waiting
overview-unreached = , { $n } not reached
