# One message to organisers each evening
overview-head = { $village }, the next 24 hours:
overview-call = · { $title }, { $when }, { $n } of { $needed } signed up
overview-waiting = , { $n } waiting
overview-unreached = , { $n } not reached
