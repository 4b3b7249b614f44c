# The volunteer team
team-head = 🤝 { $village }: volunteer team, members: { $members }
team-mine = You are in the team.
team-not-mine = Join the team if you like to help often. You may leave at any time.
team-join-button = 🤝 Join the team
team-leave-button = Leave the team
team-list-button = 📋 Members
team-training-button = 📚 Training
team-joined-toast = Welcome to the team
team-left-toast = You left; your record stays
team-list = 📋 Volunteer team ({ $members }):
team-list-line = { $name }, since { $date }
team-list-none = Nobody has joined yet.
team-training-ask = What is the training? Give it a name, for example: First aid
refused-team-no-village = I do not know your village yet. Please tap “I'm in” once in its group
team-whole =
    { $head }
    { $lines }
