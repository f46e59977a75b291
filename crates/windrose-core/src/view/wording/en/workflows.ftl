# How criteria of the built-in workflows are called, where their ids made readable do not say it well. The key is the beginning of
# the SHA-256 of the text that says why the criterion is there.

# executives-convinced
text-8c4312274830 =
    .title = Top executives convinced
# employees-aware
text-568f319d804d =
    .title = Employees know what is wrong
# volunteers-enough
text-f7b74a25d639 =
    .title = Enough volunteers
# complacency-answered
text-2a06f4f7943b =
    .title = Complacency answered
# outcomes-looked-at
text-ab56c89d329d =
    .title = Looked whether it helped
# members-enough
text-c9842ccf3663 =
    .title = Enough members
# desired-commitment
text-0106323c82b6 =
    .title = Commitment as desired
# not-hr-alone
text-7fa523e20bee =
    .title = Not HR alone
# size
text-819f8d7b6495 =
    .title = Size of the coalition
# one-answers-for-each
text-4a0750b27626 =
    .title = Exactly one answers for each
# two-way
text-2aee7545a082 =
    .title = People may ask and answer
# known-with-its-reason
text-c8d6a1a71731 =
    .title = Known, with its reason
# personal-from-supervisor
text-bc0f115b984e =
    .title = Told in person by the supervisor
# managers-with-kra
text-e1e9f4cb1387 =
    .title = Managers are measured by learning
# extra-effort-bearable
text-8a11b7acac4c =
    .title = Extra effort is bearable
# win-verified
text-4c64770cad0c =
    .title = A win is verified
# win-soon
text-ba6a1342891b =
    .title = A win came soon
# win-told
text-aca3d3301811 =
    .title = The win is known
# win-beyond-chance
text-8426a506a516 =
    .title = A win beyond chance
# win-serves-vision
text-37e25cfa58b5 =
    .title = The win serves the vision
# behaviour-changed
text-47390f90134e =
    .title = Behaviour has changed
# win-compared
text-6c2cf0e1948d =
    .title = A win was compared
# win-was-planned
text-c38e80619c1c =
    .title = The win was planned
# follow-on-started
text-002fe1a1e17e =
    .title = A follow-on project has started
# improvements-asked
text-bc79bd1e2196 =
    .title = Asked for improvements
# body-in-charge
text-26cf2d2722eb =
    .title = A body is in charge
# onboarding-contains-it
text-96e8f216bd18 =
    .title = Part of onboarding
# successor-ready
text-08de0bdb4d2d =
    .title = A successor is ready
# a-need-that-hurts
text-ee6bfcd5e9cc =
    .title = A need that hurts
# works-council-agrees
text-33ea19bafdb2 =
    .title = The works council agrees
# win-was-planned
text-af2f14f41909 =
    .title = The win was planned
# kra-standard-in-force
text-350021bc55e9 =
    .title = A standard for managers is in force
