# What anybody may be told
refused-not-found = There is no such thing here, or not any more.
refused-not-organiser = Only officials and social workers can do this. If you have an idea, please tell them.
refused-not-worker = Only social workers read what people said. For the results see the meeting summary: /summary
refused-stale-button = This button is out of date. Please use the newest message.
anonymous-admin = I cannot tell who wrote anonymously. Please turn anonymity off and send it again under your own name.
stale-words = Sorry, I did not understand. What you can do: /help
stale-command = There is no such command. What there is: /help
stale-no-text = I read only text. Please write it to me. What you can do: /help
