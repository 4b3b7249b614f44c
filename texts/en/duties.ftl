# Roles within one call (digging, driving)
refused-which-duty = This call has several jobs: please tap the one you will do.
refused-no-such-duty = This call has no such job; please look at the card.
refused-duty-full = “{ $name }” is full; you keep what you had.
refused-duties-unfit = No more than { $most }, please, and a short name of its own for each job.
refused-duty-numbers = The number for “{ $name }” does not work: please write 2 or 10 to 16.
signup-duty = ✅ Changed; your job: { $duty }
