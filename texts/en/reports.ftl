# The meeting summary and the digest: paper, picture and chat text all speak these lines
report-font = Microsoft YaHei
report-title = { $activity }: meeting summary
report-kind = Meeting summary
report-when-where = { $when }, { $place }
report-version = Version { $version }, frozen { $frozen }
report-facts = { $signed } signed up, { $came } came, { $hours ->
    [1] 1 hour
   *[other] { $hours } hours
} together
report-served = { $n ->
    [one] { $n } person served
   *[other] { $n } people served
}
report-answered = Answers: { $groups }
report-answered-one = { $group } { $n }
report-list-comma = {", "}

fact-tile-signed = signed up
fact-tile-came = came
fact-tile-hours = hours
fact-tile-served = served

report-scores-head = What people think
report-fix-head = What most needs fixing
report-fix-from = { $n ->
    [one] 1 villager answered
   *[other] { $n } villagers answered
}

indicator-overall = The activity overall
indicator-officials = The village officials' part
indicator-workers = The social work station's part
indicator-volunteers = The volunteers' and villagers' part
indicator-fix = What most needs fixing

group-villager = Villagers
group-official = Officials
group-social_worker = Social workers
group-self = { $group } on themselves

score-good = Good
score-mid = So-so
score-bad = Not good
score-rest = So-so or not good
score-rest-joined = So-so, not good or no pick
score-n = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
score-skipped = { $n } more skipped
score-line = { $cells } ({ $people })
score-cell = { $word } { $n }
score-cell-dot = { " · " }
score-hidden = Too few answers to show

band-mostly_good = most said good
band-mixed = views differ
band-needs_work = most see room to improve

gap-bands = Views differ most on “{ $indicator }”. { $higher }: { $higherband }. { $lower }: { $lowerband }. Please discuss why.
gap-share = Views differ most on “{ $indicator }”. “Good” was said more often by { $higher } than by { $lower }. Please discuss why.
gap-close = The groups see things much alike.
hidden-note = { $groups }: fewer than { $limit } { $limit ->
    [one] form
   *[other] forms
}, so nothing is shown. Please let them speak for themselves at the meeting.
hidden-comma = {", "}

mention-exact = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
mention-range = { $low } to { $high } people
chips-counted = The other { $n } named things that fewer than { $limit } named, or picked nothing. The social workers have them.
chips-few = Everything else was named by few or nobody.
chips-none = Nothing was named by { $limit ->
    [one] 1 person
   *[other] { $limit } people
} or more. The social workers have every answer.
chips-hidden = Too few answers to show. The social workers have them.

paper-notes-head = Notes
report-rules = Agreed for the meeting: talk about things, not people; the good first; one point at a time.
report-privacy = Counts only, no names; small groups are not shown. Officials cannot see who answered what.
report-page = { $version }  { $page }/{ $pages }

# The social workers' digest
digest-title = Digest for social workers: { $activity }
digest-open = Feedback is still open until { $closes }. Only numbers of answers can be seen now.
digest-responses-head = Answers
digest-response = { $group }: { $invited } asked, { $answered } answered, { $silent } not yet
digest-response-all = { $group }: { $invited } asked, { $answered } answered
digest-response-none = { $group }: nobody was asked
digest-comments-head = { $n ->
    [one] { $n } comment, for social workers only
   *[other] { $n } comments, shuffled, for social workers only
}
digest-no-comments = Nobody wrote a comment.
digest-comment = { $group }: { $text }
digest-comment-readable = { $group } (may be read out): { $text }
digest-suppressed-head = Not shown, and why
digest-suppressed = { $group }, { $indicator }: { $reason }
digest-nothing-suppressed = Nothing.
reason-few_answers = too few answers
reason-small_cell = a count is too small or all said the same, so only words are shown
reason-joined = a count is too small, so two are put together
reason-few_mentions = choices named by few are not listed

# Chat text
chat-head = — { $head } —
chat-row = { "  " }{ $label }: { $line }
chat-fix-head = { $head } · { $people }
