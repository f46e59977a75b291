# What pages say besides sentences: labels, headings, hints.

page-yes = yes

## The frame
skip = Skip to the content
nav = Main pages
nav-portfolio = Initiatives
nav-inbox = What waits for me
nav-start = New initiative
nav-language = Language
nav-initiative = Pages of this initiative
sign-out = Sign out
footer = windrose { $version } · a gate opens on evidence, people decide
page-no = no
show = Show
choose = Please choose
next-page = Next page
previous-page = Previous page
nobody = nobody yet
version = version { $version }
live-changed = Somebody changed something; the page shows it.
live-typing = Somebody changed something. What you have typed stays; reload when you are done.

## Problems
problem-title = That did not work
problem-back = To your initiatives
problem-sign-in = Please sign in first.
problem-no-page = There is no such page, or you may not see it.
problem-bad-request = This request did not come from a page of windrose. Go back and try again.

## An initiative
overview = At a glance
tab-overview = Overview
tab-records = Evidence
tab-charts = Charts
tab-timeline = Timeline
tab-people = People
tab-sheet = Committee sheet
phase-running = running
phase-closed = closed
of-workflow = Workflow { $workflow }
reason-achieved = what was meant was reached
reason-no_urgency = nobody finds it urgent
reason-no_sponsor = nobody stands for it at the top
reason-benefit_gone = it no longer brings what it was for
reason-cost = it costs too much
reason-superseded = another initiative takes its place
reason-evidence_negative = the evidence speaks against it
as-of = As it was on { $day }.
as-of-now = Show it as it is now
now-step = Step { $number }: { $title }
now-open = Nothing is missing: the gate can be decided.
now-more = And { $n ->
    [one] one more condition is not met yet
   *[other] { $n } more conditions are not met yet
}.
now-closed = This initiative is closed.
now-nothing = No step is open.
now-checklist = See the checklist
now-decide = Decide at the gate
now-record = Record evidence
only-reading = You read only.
step-is = The step is { $due }.
state-waiting = waiting
state-open = open
state-held = held
state-passed = passed
state-stale = to be confirmed
musts-met = { $met } of { $of } needed conditions met
taken-over = taken over
due-on = due { $day }
other-open-gates = Other open gates
back-to-initiative = Back to the initiative
obligations = What is owed
obligations-what = Taken on when a gate was passed with conditions. What is overdue blocks the next gate.
owed-settled = settled
owed-open = open
owed-overdue = overdue
owed-by = { $who }, by { $day }
waivers = What is set aside
waivers-what = Conditions that are waived for a time. Each stays a debt until it is met or ended.
waiver-requested = asked for
waiver-in-force = in force
waiver-expired = expired
waiver-refused = refused
waiver-renewed = renewed
waiver-closed = ended
waiver-until = until { $day }
waiver-asked = Asked for by { $who }, { $day }.
waiver-judged = Judged by { $who }, { $day }
decisions = Decisions
decision-go = go
decision-conditional-go = go, with conditions
decision-hold = hold
decision-recycle = back to an earlier step
decision-stop = stop
col-when = When
col-step = Step
col-decision = Decision
col-who = Who
col-receipt = Receipt
col-role = Role
col-may = What it may do
col-holders = Held by
col-criterion = Condition
col-weight = Weight
col-status = Status
col-have = Had
col-records = Records
col-state = Where it stands
col-musts = Met
col-due = Due
receipt-show = Receipt
evidence = Evidence
evidence-none = Nothing is recorded yet. Begin with who is affected: the scope gives every share its denominator.

## A gate
gate-title = Gate { $number }: { $title }
gate-decides = The decision is taken by: { $role }.
ways = The shortest ways to an open gate
way-earliest = (from { $day } on)
class-must = Needed
class-should = Should be there, too
class-info = For information
class-must-short = needed
class-should-short = should
class-info-short = information
should-needed = { $met } of { $of } are met; { $need } are needed.
status-met = Met:
status-unmet = Missing:
status-unknown = Unknown:
status-waived = Waived:
status-not-applicable = Does not apply:
who-can = Who can act:
approved-by = Approved by { $who }.
approval-stale = { $who } approved before this changed: { $what }. The approval has to be given anew.
rejected-by = { $who } rejected it: { $why }
waived-until = Set aside until { $day }: { $reason }
tailored = Changed for this initiative: { $why }
why = Why this is asked
source = Source: { $source }
decided-by = Decided by these records:
do-record = Record: { $kind }
do-correct = Correct: { $kind }
do-approve = Approve
do-reject = Reject
do-reject-withdraw = Take the rejection back
do-judge-waiver = Judge the waiver
do-ask-waiver = Ask for a waiver
do-close-waiver = End the waiver
do-assign = Assign a role
do-revoke = Take away
do-add-person = Add
do-delegate = Let somebody stand in for you
do-supersede = Correct
do-withdraw = Withdraw
do-paste = Paste from a spreadsheet

## The timeline
timeline = Timeline
timeline-all = Show the whole timeline
timeline-older = Older
slider-label = Show the initiative as it was on a day
slider-show = Show that day
slider-from = From { $first } to { $today }

## What waits
inbox = What waits for me
inbox-now = Now
inbox-ahead = Soon
inbox-more = And { $n } more.
inbox-empty = Nothing waits for you.
inbox-empty-next = When a gate can be decided, a waiver is to be judged or somebody is to be met, it stands here.
sort-approval = To approve
sort-waiver = A waiver to judge
sort-decision = To decide
sort-hold = A hold that ends
sort-obligation = You owe this
sort-contact = To meet
sort-verification = A win to check
sort-reverification = A win to look at again
sort-outcome-check = An outcome to look at
sort-deadline = A deadline
go-approval = Look and approve
go-waiver = Judge it
go-decision = Look and decide
go-hold = Decide again
go-obligation = See what is missing
go-contact = Record the meeting
go-verification = Check it
go-reverification = Look again
go-outcome-check = Record what came of it
go-deadline = See the gate

## Receipts
receipt-title = Receipt: { $step }
receipt-decided = { $who } decided on { $day }: { $decision }.
receipt-judged = Judged
receipt-digest = Digest of this receipt (SHA-256)
receipt-evidence = Digest of the evidence
receipt-workflow = Digest of the workflow
receipt-then = See the initiative as it was then
amount-share = { $have } of { $of }

## Records
records = Evidence
records-of-kind = Kind
records-all = All kinds
records-none = Nothing of this kind is recorded yet.
recorded-by = { $who }, { $day }
record-revision = Revision { $n }, by { $who }, { $day }
record-withdrawn = Withdrawn: { $why }
record-observed = Observed on
record-hidden = Ratings of people are shown to those who lead and to who gave them.
record-linked = What links to it
record-choose = What do you want to record?
record-choose-lead = Whatever you record is kept as evidence: it can be corrected and withdrawn, never silently changed.
record-choose-own = Of this workflow

## People
people = People and roles
assign-title = Assign a role
assign-person = Person
assign-role = Role
person-title = Add a person
person-name = Name
person-id = Short id
person-id-hint = Letters a to z, digits and hyphens. It stays in the journal for good, so use no name where names must be erasable.
delegations = Standing in
delegations-none = Nobody stands in for anybody today.
delegation = { $to } stands in for { $from } as { $role } until { $day }.
role-may-owner = answers for the initiative, assigns roles, closes it
role-may-sponsor = decides at the gates
role-may-lead = leads the work, never decides at a gate
role-may-member = works on it and records evidence
role-may-pilot-owner = runs a pilot and records its wins
role-may-viewer = reads

## The first run
start-title = Begin an initiative
start-lead = Three steps: what is to change, who carries it, and who is affected. Then windrose says what the first gate asks for.
start-steps = The way to a first initiative
start-step = Step { $n } of 3:
start-step-1 = what changes
start-step-2 = who carries it
start-step-3 = who is affected
start-name = What is to change?
start-name-hint = A title that everybody understands, such as: Learning partnership.
start-purpose = What is it for?
start-purpose-hint = One or two sentences: what is different for whom when it has succeeded.
start-id = Short name
start-id-hint = Stands in addresses and calls: a to z, digits and hyphens.
start-workflow = Which workflow fits?
start-open = Open the initiative
start-next = Next: who is affected

## Charts
chart-gantt = Steps and pilots in time
chart-trends = Indicators over time
chart-trends-none = No indicator has been recorded yet. An indicator says what is to become better, from which value to which.
chart-trends-next = Record an indicator
pilots-title = What waits for what
pilots-link = What waits for what, and what would follow if a pilot stopped or were late
pilots-then = What would follow
pilots-path = What ends last: { $path }. It is drawn bold.
pilots-path-other = What ends last: { $path }. It is drawn bold; another chain is as long.
pilots-what-if = What if …
pilots-stops = it stops today
pilots-late = days by which it ends later
pilots-show = Show what follows
pilots-rollout = Order of rollout
pilots-rollout-hint = Pilots of one line may run together: none of them waits for another, shares people with it or must not overlap with it. Within the order, value and readiness speak for a pilot, load against it.
pilots-placed = { $name }, from { $day }
pilots-tied = { $line } (as well as { $others })
pilots-clashes = Pilots that get in each other’s way
pilots-lacked = What is not known

## The committee sheet
sheet-how = This page is made to be printed: one sheet for the steering committee.
sheet-standing = Where the change stands
sheet-gate = Next gate: { $number }. { $title }
sheet-wins = Short-term wins
sheet-wins-none = No win has been recorded yet.
sheet-pilots = { $n ->
    [one] One pilot
   *[other] { $n } pilots
}
sheet-made = As of { $day }, version { $version }. Every figure can be recomputed from the journal.

## How a record stands
is-accepted = accepted
is-acted-on = acted on
is-answered = answered
is-claimed = claimed
is-closed = closed
is-done = done
is-failed = failed
is-heard = heard
is-looked-at = looked at
is-measured = measured
is-not-done = not done
is-open = open
is-planned = planned
is-proposed = proposed
is-recorded = recorded
is-regressed = regressed
is-rejected = rejected
is-resolved = settled
is-stopped = stopped
is-succeeded = succeeded
is-triaged = triaged
is-tried = tried
is-unanswered = unanswered
is-untriaged = not triaged
is-verified = verified
is-withdrawn = withdrawn

## What was done just now
done-initiative-open = The initiative is open.
done-initiative-close = The initiative is closed.
done-record-add = Recorded.
done-record-supersede = Corrected; the earlier revision is kept.
done-record-withdraw = Withdrawn; it no longer counts.
done-gate-approve = Approved.
done-gate-reject = Rejected.
done-gate-reject-withdraw = The rejection is taken back.
done-gate-decide = Decided; the receipt is kept.
done-step-reopen = The step is open again.
done-waiver-request = Asked for; somebody else judges it.
done-waiver-decide = Judged.
done-waiver-close = Ended.
done-step-due = The deadline is set.
done-workflow-publish = Published.
done-person-add = Added.
done-role-assign = The role is assigned.
done-role-revoke = The role is taken away.
done-role-delegate = They stand in for you.
done-role-delegate-end = The standing in has ended.
done-token-create = The token is made.
done-token-revoke = The token is revoked.

## The portfolio

portfolio-empty = There is no initiative yet.
portfolio-empty-next = An initiative is one change that is led through eight steps. Begin with what is to change; windrose says what the first gate asks for.
portfolio-found = { $n ->
    [one] One initiative
   *[other] { $n } initiatives
}
portfolio-show = Which are shown
portfolio-search = Search
portfolio-workflow = Workflow
portfolio-workflow-all = All workflows
portfolio-sort = Order by
portfolio-down = The other way round
portfolio-mine = Only mine
portfolio-pages = Pages
portfolio-page = Page { $page } of { $pages }
portfolio-passed = { $n } of 8 gates passed
show-all = All
show-running = Running
show-blocked = Evidence missing
show-open-gate = Gate open
show-overdue = Overdue
show-closed = Closed
sort-by-title = Title
sort-by-next = Next date
sort-by-blocked = What they wait for
sort-by-progress = Progress
sort-by-changed = Last change

## Recording

record-save = Record
record-correct = Correct { $record }
saved = Saved.
saved-more = Record something else
moved = What it moved
moved-nothing = No condition of a gate reads otherwise. The record is kept as evidence all the same.
start-done = See your initiative

## Deciding

decide-title = Decide: { $title }
decide-lead = A gate that is open moves nothing; people decide. What you sign is what stands beside: it is kept as a receipt with your decision.
decide-not-you = Here decides: { $role }. You see what they see.
decide-go = Go: the step is done
decide-go-hint = The next step opens.
decide-go-shut = Not possible now: needed conditions are missing.
decide-conditional-go = Go, with conditions
decide-conditional-go-hint = The next step opens, and somebody owes each condition that is missing. What is overdue blocks the next gate.
decide-hold = Hold: not now
decide-hold-hint = The gate waits until a day; then it stands in your inbox again.
decide-recycle = Back to an earlier step
decide-recycle-hint = That step opens again; later ones that were passed have to be confirmed.
decide-stop = Stop the initiative
decide-stop-hint = It is closed, with the reason, and stays readable.
decide-until = Decide again on
decide-to = Back to step
decide-reason = Reason
decide-why = Why
decide-why-optional = Why (optional)
decide-owner = Who sees to it
decide-due = By

## Calls that have a form

deed-gate-approve = Approve
deed-gate-approve-hint = You approve one condition, with the evidence as it stands. When the evidence changes, your approval has to be given anew.
deed-gate-approve-submit = Approve
deed-gate-reject = Reject
deed-gate-reject-hint = The condition is not met until you take the rejection back. Say what is wrong, so that somebody can mend it.
deed-gate-reject-submit = Reject
deed-gate-reject-withdraw = Take the rejection back
deed-gate-reject-withdraw-hint = It no longer stands in the way. It does not approve: that is a call of its own.
deed-gate-reject-withdraw-submit = Take it back
deed-gate-decide = Decide
deed-gate-decide-hint = What you sign stands beside.
deed-gate-decide-submit = Decide
deed-step-reopen = Do a step again
deed-step-reopen-hint = The step opens again; later ones that were passed have to be confirmed.
deed-step-reopen-submit = Open it again
deed-step-due = Set a deadline
deed-step-due-hint = By when the step is to be done. A deadline blocks nothing; it is told when it comes near.
deed-step-due-submit = Set it
deed-waiver-request = Ask for a waiver
deed-waiver-request-hint = The condition is set aside for a time once somebody else grants it. It stays a debt until it is met.
deed-waiver-request-submit = Ask for it
deed-waiver-decide = Judge a waiver
deed-waiver-decide-hint = Granted, it lets the condition pass until its last day.
deed-waiver-decide-submit = Judge it
deed-waiver-close = End a waiver
deed-waiver-close-hint = The condition counts again from now on.
deed-waiver-close-submit = End it
deed-role-assign = Assign a role
deed-role-assign-hint = Roles say who may record, approve and decide.
deed-role-assign-submit = Assign it
deed-role-revoke = Take a role away
deed-role-revoke-hint = What was done in it stays.
deed-role-revoke-submit = Take it away
deed-role-delegate = Let somebody stand in for you
deed-role-delegate-hint = They approve and decide for you until a day. You go on doing so, too; both of you count as one.
deed-role-delegate-submit = Set it up
deed-role-delegate-end = End standing in
deed-role-delegate-end-hint = From now on only you act in the role.
deed-role-delegate-end-submit = End it
deed-person-add = Add a person
deed-person-add-hint = So that roles can be given to them.
deed-person-add-submit = Add
deed-initiative-open = Begin an initiative
deed-initiative-open-hint = Its first step opens at once.
deed-initiative-open-submit = Open the initiative
deed-initiative-close = Close the initiative
deed-initiative-close-hint = It stays readable, and nothing more is recorded.
deed-initiative-close-submit = Close it
deed-record-withdraw = Withdraw a record
deed-record-withdraw-hint = It no longer counts, and stays readable with your reason.
deed-record-withdraw-submit = Withdraw it
## Forms
form-save = Save
form-optional = optional
form-more = More, all of it optional
form-example = For example: { $example }
form-unset = Not said
form-choose = Please choose
form-yes = Yes
form-no = No
form-from-to = From { $least } to { $most }.
form-one-per-line = One per line.
form-other-units = Others, one per line
form-no-records = There is none of this kind yet: { $kinds }.
form-row = { $label }, row { $n }
form-row-add = Add a row to { $label }
form-row-remove = Remove row { $n }
form-entry-add = More lines for { $label }
form-entry = { $label }, entry { $n }
form-refused = This was not saved. Nothing you typed is lost.
form-fault = Please look again
form-fault-missing = Please fill this in.
form-fault-choice = “{ $given }” is not one of the choices.
form-fault-number = “{ $given }” is not a number. Write it like { $example }.
form-fault-ambiguous = “{ $given }” can be read as { $one } or as { $two }. Please write the one you mean.
form-fault-whole = “{ $given }” has decimals; a whole number is needed.
form-fault-fine = “{ $given }” has more than six decimals.
form-fault-least = “{ $given }” is too small: { $least } is the smallest.
form-fault-most = “{ $given }” is too large: { $most } is the largest.
form-fault-date = “{ $given }” is not a day. Write it like 2026-11-22 or 22.11.2026.
form-fault-url = “{ $given }” is not a link. It begins with https://
form-fault-entry = { $entry }: { $fault }
## Signing in
sign-in = Sign in
sign-in-lead = windrose has no passwords. A link signs you in, once.
sign-in-admin = With an access token: run this in a terminal, and open the link that it prints.
sign-in-other = Without one: ask an administrator for a link, or whoever leads your initiative if you run a pilot.
sign-in-refused = Nobody can sign in here yet: the way to this page is not encrypted, so that anybody on it could read along. Whoever runs windrose puts it behind an address that begins with https, and names it with --public-url.
sign-in-as = Sign in as { $name }
sign-in-is-you = This link signs you in on this device. It works once.
sign-in-for-pilot = It opens the form of { $pilot } in { $initiative }, and nothing else.
sign-in-until = It can be used until { $until }.
sign-in-not-you = You are somebody else? Then close this page; the link stays unused.
sign-in-do = Sign in
sign-in-spent = This link opens nothing
sign-in-another = How to get another one
invite = Invite a pilot owner
invite-lead = Whoever opens the link records wins of { $pilot }, and sees nothing else. It works once, on one device, for a week.
invite-person = Who is it for?
invite-nobody = Nobody here may record yet. Give somebody the role of pilot owner first.
invite-people = To the roles
invite-do = Make the link
invite-made = The link for { $name }
invite-once = It is shown this once. Copy it into a message, or let { $name } point the camera of a phone at the picture.
invite-link = The link
invite-qr = The link as a QR code
invite-until = It can be used until { $until }, once.
invite-again = Make another one

## The pilot owner's page

pilot-title = Record a win
pilot-lead = What became better? One sentence and two numbers are enough.
pilot-indicator = { $name }: { $baseline } at the start, { $target } is the target.
pilot-save = Save
pilot-saved = Saved. Thank you.
pilot-saved-next = Somebody else checks it; then it counts as verified.
pilot-another = Record another win
pilot-earlier = Wins of this pilot
form-paste-label = Rows copied from a spreadsheet
form-paste-hint = The first line names the columns. Needed: { $needed }. Possible: { $other }.
form-paste-preview = Show what would be recorded
form-paste-rows = Rows that would be recorded: { $n }
form-paste-row = Row
form-paste-no-headings = None of the headings names a field. Use some of these: { $labels }.
form-paste-missing = There is no column “{ $label }”, and it is needed.
form-paste-empty = There is no row below the headings.
form-paste-too-many = These are { $n } rows; at most { $most } are recorded at once.
form-paste-faulty = Rows with something wrong, marked below: { $n }. Nothing is recorded until they are mended.
form-paste-unknown = Left out: there is no such field.
form-paste-near = Left out: there is no such field. Did you mean “{ $label }”?
form-paste-twice = Left out: this field has a column already.
form-paste-beyond = This row has more cells than there are headings.

## Pasting from a spreadsheet

paste-title = Paste from a spreadsheet: { $kind }
paste-lead = Copy the rows with their headings in your spreadsheet and paste them here. Nothing is recorded before you have seen what it would be.
paste-record = { $n ->
    [one] Record this row
   *[other] Record these { $n } rows
}

## Small parts

quoted = “{ $text }”

## What the params of calls are called

param-comment = Comment
param-reason = Reason
param-obligations = What is owed
param-criterion = Condition
param-owner = Who answers for it
param-due-on = By
param-text = What is to be done
param-rationale = Why
param-redo = What it is about
param-to = To
param-until = Until
param-escalate-days = Days late until the sponsor is told
param-warn-days = Days ahead to be warned
param-expires-on = Until
param-renews = Renews
param-role = Role
param-email = E-mail
param-instance-role = Everywhere
param-kind = What it is
param-title = Title
param-workflow = Workflow
param-workflow-digest = Version of the workflow
param-at-step = Already at step
param-mode = Order of the steps
param-purpose = What it is for
param-tailor = Conditions changed for it
param-step = Step
param-bound = Bound
param-class = Weight
param-not-applicable = Does not apply
param-note = Note
param-decision = Decision
param-name = Name
param-initiative = Initiative
choice-reason-achieved = What was meant was reached
choice-reason-no-urgency = Nobody finds it urgent
choice-reason-no-sponsor = Nobody stands for it at the top
choice-reason-benefit-gone = It no longer brings what it was for
choice-reason-cost = It costs too much
choice-reason-superseded = Another initiative takes its place
choice-reason-evidence-negative = The evidence speaks against it
choice-decision-grant = Grant it
choice-decision-refuse = Refuse it
choice-instance-role-admin = Administrator
choice-instance-role-auditor = Reads everything
choice-kind-person = A person
choice-kind-service = A program
choice-mode-sequential = One after another
choice-mode-concurrent = All at once
choice-class-must = Needed
choice-class-should = Should be there
choice-class-info = For information

## Somebody whom a form does not know

form-fault-person = Nobody is known by the name “{ $given }” alone. Choose somebody from the list, or write a short id of a to z, digits and hyphens, such as head-of-finance.

## A step that has passed

passed-on = since { $day }

## More than a form takes

problem-too-much = This form holds more than is taken at once: at most 256 kB, and of records 200 rows. Nothing was saved. Go back: your browser still has what you typed. Send it in several parts; a large directory comes in by `windrose directory import`.

## Who carries the change
coalition-title = Who carries the change
coalition-link = Who carries the change: whom members reach, and what would follow if somebody left
coalition-who-stays = who stays
coalition-nobody = No member of the coalition is recorded whom you may see.
coalition-leaves-too = Somebody else leaves, by name or id
coalition-reached-within = counts as reached
coalition-steps-one = whom a member influences directly
coalition-steps-two = whom somebody influences whom a member influences, too
coalition-look-for = look for
coalition-add = people to win next
coalition-brokers = who stands between others
coalition-nobody-called = Nobody is called “{ $text }”.
coalition-all-stay = Everybody stays
coalition-begin-scope = Record whom it affects
coalition-begin-member = Record a member of the coalition
coalition-begin-directory = Import the directory
coalition-missing = Who is missing
coalition-next = Whom to win next
coalition-as-good = As good: { $names }.
coalition-holding = On whom much hangs
coalition-ties = Ties that are the only way
coalition-sponsors = Whether those above stand behind it
coalition-informal = Whom people turn to
coalition-lacked = What is not known
coalition-names-left-out = Names are left out, because you do not lead this initiative; members whose entries you see are named.
coalition-back = Who holds which role
coalition-more = and { $n } more
coalition-deputy-named = named
coalition-deputy-missing = nobody
coalition-not-committed = a member, not committed
coalition-no-member = no member
coalition-col-person = Who
coalition-col-without = Without
coalition-col-outside = Affected people cut off
coalition-col-alone = Left without a member
coalition-col-deputy = Who stands in
coalition-col-tie = Between
coalition-col-manager = Manager
coalition-col-stands = How they stand
coalition-col-first = The first above, for
coalition-col-below = Below them in all
coalition-col-named = Named by
coalition-col-place = Place by that
coalition-col-formal = Place by that
coalition-col-between = On the shortest ways between others
coalition-col-units = Tied to units
## The directory

nav-directory = Directory
directory-title = Directory
directory-lead = The people of the organisation, where they work and whom they report to. All initiatives share it: shares of affected people and the coalition graph are counted from it.
directory-edition = What is published
directory-none = Nothing was published yet: nobody is known to be in the organisation.
directory-people = People
directory-units = Units
directory-when = Published
directory-by = By
directory-from = From the import
directory-imports = Imports that are not published
directory-import = { $import }: { $rows } rows, begun { $when } by { $by }.
directory-look = Look at it
directory-who = Who is in it
directory-search = Search, such as a name or a unit
directory-nobody = Nobody is found.
directory-found = { $n ->
    [one] One person.
   *[other] { $n } people.
}
directory-reports = Reports
directory-pages = Pages of people
directory-manager-unknown = not known
directory-preview = What would come of { $import }
directory-overtaken = Another import was published since this one was begun, so it no longer says what would change: drop it and import its rows again.
directory-rows = Rows
directory-left-out = Rows left out
directory-before = People now
directory-then = People then
directory-same = As they are now
directory-added = { $n ->
    [0] Nobody is new.
    [one] One person is new.
   *[other] { $n } people are new.
}
directory-changed = { $n ->
    [0] Nobody changes.
    [one] One person changes.
   *[other] { $n } people change.
}
directory-left = { $n ->
    [0] Nobody would leave.
    [one] One person would leave.
   *[other] { $n } people would leave.
}
directory-faults = { $n ->
    [one] One thing is not taken as it was sent
   *[other] { $n } things are not taken as they were sent
}
directory-warnings = { $n ->
    [one] One thing is worth knowing
   *[other] { $n } things are worth knowing
}
directory-row = Row { $n }:
directory-more = { $n ->
    [one] and one more
   *[other] and { $n } more
}
directory-confirm = More than a third of the people would leave. I have made sure that this is the whole organisation.
directory-paste = Import a table of people
directory-text = People, as copied from a spreadsheet
directory-text-hint = The first line names the columns; every other line is one person. Only the id is needed; name, e-mail, unit, larger unit, manager (their id), level, site and function are known by the names that HR systems use in English and German. The table holds the whole organisation: whoever is not in it has left. Nothing changes until it is published.
directory-take = Look at what would change
directory-large = This takes some two thousand people. Larger tables, as CSV in UTF-8, are imported on a terminal:
directory-no-id = No column is known to hold the ids of people. Name it id, or employee number, in the first line.
directory-no-rows = Below its first line, which names the columns, the table is empty.
directory-taken = The table was read. Nothing has changed yet: look below at what would come of it.
directory-read-as = The columns were taken for:
directory-unused = Columns not used:
directory-uneven = { $n ->
    [one] One row has
   *[other] { $n } rows have
} more or fewer cells than there are columns: { $rows }.
deed-directory-publish = Publish the directory
deed-directory-publish-hint = Whoever is not in this import has left the organisation, and counts as no member of a coalition any more.
deed-directory-publish-submit = Publish it
deed-directory-drop = Drop an import
deed-directory-drop-hint = What was imported and not published is forgotten. The directory stays as it is.
deed-directory-drop-submit = Drop it
done-directory-publish = The directory is published.
done-directory-drop = The import is dropped; the directory is as it was.
param-import = Import
param-confirm = More than a third of the people may leave
