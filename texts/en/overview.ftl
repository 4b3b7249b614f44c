# One message to organisers each evening
overview-head = { $village }, the next day's work:
overview-call = · { $title }, { $when }, { $n }/{ $needed } people
overview-waiting = , { $n } waiting
overview-unreached = , { $n } not reached
