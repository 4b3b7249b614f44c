# Privacy
privacy-line = I keep only your name, sign-ups and check-ins. Feedback holds no names; officials cannot see who said what. More: /privacy
privacy-whole =
    What I keep: your name and account, your sign-ups (with a note, if you wrote one) and check-ins, and who entered them. I do not see other talk in the group.
    Who sees it: everybody in the group sees who signed up; officials and social workers see notes and who came.
    Feedback is kept apart from your name. While it is collected you can change or delete yours. At the latest 72 hours after it closes, not even the machine can find out which answer was yours. Only social workers read comments; what you marked “May be read out” may be read at the meeting, without your name. A small group's answers are not shown by themselves.
    Officials cannot see who said what: the machine is built so, it is not just a promise.
    No more private messages: block me. To ask, correct or delete something: talk to a social worker.
