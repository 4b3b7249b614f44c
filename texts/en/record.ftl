# One's own record, hours, certificates, milestones
record-head = 🌱 { $name } · { $village }
record-sums = Hours this year: { $year }, in all: { $hours }; activities: { $n }.
record-none = You have not been to an activity yet. When a call is posted, tap “I'm in”.
record-line = { $date } { $title } { $hours } h{ $source }
record-source-self = { " " }(own check-in)
record-source-organiser = { " " }(ticked)
record-source-corrected = { " " }({ $why })
record-more = Earlier ones: { $n }.
record-next = Next:
record-next-line = { $brief } { $title }
certificate-button = 📄 Certificate
certificate-toast = Asked social workers: { $workers }; you will hear from me
certificate-asked-letter = 📄 { $name } asks for a certificate. Activities: { $n }, hours: { $hours }{ $alone ->
    [0] { "" }
   *[other] , of these by own check-in alone: { $alone }
}. If that is right, tap below.
certificate-issue-button = 📄 Issue it
certificate-issued-toast = The certificate was sent to you
certificate-issued = 📄 The certificate of { $name } is made. Activities: { $n }, hours: { $hours }, number: { $number }. Please print, sign and seal it.
certificate-ready = 📄 Your certificate is made; { $who } will sign and seal it.
certificate-file = certificate-{ $number }.docx
certificate-title = Certificate of Volunteer Service
certificate-number = Number: { $number }
certificate-name = Volunteer: { $name }
certificate-document = Identity document, kind and number (by hand): { $blank }
certificate-body = This is to certify that { $name } took part in volunteer service organised by { $village } from { $first } to { $last }; activities: { $n }, hours in all: { $hours }:
certificate-column-day = Date
certificate-column-what = Service
certificate-column-where = Place
certificate-column-hours = Hours
certificate-on = { $year }-{ $month }-{ $day }
certificate-unit = Issued by: { $village } (as sealed)
certificate-hand = Prepared by: { $name }; responsible (signature): { $blank }
certificate-phone = Telephone: { $blank }
certificate-day = Date of issue: { $year }-{ $month }-{ $day }
certificate-seal = (seal)
certificate-note = Hours run from arrival to the end, to the half hour; where an organiser corrected them, the correction holds. Issued free of charge from the service record; valid when signed and sealed.
milestone-first = 🌱 Your first volunteer service: { $title }. Thank you! Send /me to see your record.
milestone-hours = 🌱 Hours of volunteer service you have given: { $goal }. Thank you! Send /me to see your record.
hours-button = ⏱ Hours
hours-told = ⏱ Planned { $planned ->
    [none] –
   *[other] { $planned } h
}, attended { $attended } h, credited { $hours } h
hours-ask = How many hours for { $name }, and why? For example: 2.5 went home in between
hours-done = ⏱ { $name }: { $hours } h ({ $why })
hours-set = ⏱ { $hours } h ({ $why })
refused-hours-not-there = Nobody has hours who was not there; tick them first
refused-hours-bounds = Hours go up to { $most }, in halves, for example: 2.5 went home in between
refused-hours-why = Please write hours and reason, for example: 2.5 went home in between
refused-hours-own = Please ask another organiser to change your own hours
refused-certificate-no-hours = There are no hours to certify yet; they count a day after the end
refused-certificate-asked-already = The social workers were asked already, please wait
refused-certificate-no-worker = No social worker can be reached now, please ask an official
refused-certificate-not-asked = They did not ask for a certificate
refused-certificate-own = Please ask another social worker for your own certificate
refused-certificate-issued-by = { $who } has issued this certificate already
