# One message to organisers each evening
overview-head = { $village }, the next 24 hours:
overview-call = · { $title }, { $when }, { $n } of { $needed } signed up
overview-waiting = , { $n } waiting
overview-unreached = , { $n } not reached
overview-over-head = { $village }, over and not finished yet (send /checkin to finish):
overview-over = · { $title }, { $when }
left-group = { $name } left the group: { $party ->
    [1] 1 person
   *[other] { $party } people
} fewer for “{ $title }” (call { $number }). Now { $confirmed } of { $needed }; { $free ->
    [0] somebody who waited has the place, nobody is missing.
    [1] 1 place is free.
   *[other] { $free } places are free.
}
