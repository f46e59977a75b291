# The words in and beside pictures, in English.

draw-figures = Show the figures
draw-step = Step
draw-state = State
draw-far = How far
draw-conditions = Conditions met
draw-of = { $met } of { $of }
draw-passed = passed
draw-open = open
draw-waiting = waiting
draw-held = held
draw-stale = to be confirmed
draw-taken-over = passed before
draw-overdue = overdue
draw-rose-title = How far the eight gates are
draw-rose-desc = { $passed } of 8 gates passed. { $steps }
draw-rose-small = { $passed } of 8 gates passed; in per cent: { $shares }

draw-from = From
draw-until = Until
draw-due = Due
draw-due-on = due { $day }
draw-held-until = held until { $day }
draw-done-again = done again
draw-today = today, { $day }
draw-gantt-title = The eight steps and the pilots in time
draw-gantt-steps = The eight steps in time
draw-gantt-desc = From { $from } to { $to }. { $rows }
draw-pilots = Pilots
draw-pilot = Pilot
draw-needs = Waits for
draw-recorded = no end recorded
draw-running = running
draw-planned = planned
draw-succeeded = succeeded
draw-failed = failed
draw-stopped = stopped
draw-left-out = Left out, because you may not see them: { $n }.

draw-day = Day
draw-value = Value
draw-where = Where
draw-count = How many were measured
draw-interval = Interval
draw-record = Record
draw-everywhere = everywhere
draw-in-pilot = a pilot
draw-before = before { $value }
draw-target = target { $value }
draw-target-by = target { $value } by { $day }
draw-higher-better = more is better
draw-lower-better = less is better
draw-trend-desc = { $series } { $marks }
draw-series-desc = { $name }: from { $first } on { $from } to { $last } on { $to }.
draw-series-one = { $name }: { $first } on { $from }.
draw-win = win: { $claim }
draw-win-claimed = win, claimed
draw-win-rejected = win, rejected
draw-win-verified = win, confirmed
draw-win-announced = win, confirmed and told
draw-win-due = win, to be looked at again
draw-win-expired = win, not looked at again in time
draw-win-regressed = win, gone again
draw-wins-title = Wins over time
draw-wins-desc = By { $day }: { $claimed } claimed, { $verified } confirmed by somebody else, { $announced } told.
draw-claimed = claimed
draw-verified = confirmed
draw-announced = told
draw-adoption-title = Who works in the new way, by unit
draw-unit = Unit
draw-adoption = Share of its people
draw-adoption-none = nothing recorded
draw-unit-percent = per cent
draw-unit-count = number
draw-unit-minutes = minutes
draw-unit-days = days
draw-unit-currency = money
draw-unit-score-1-5 = score, 1 to 5
draw-unit-ratio = ratio
draw-unit-rate-per-1000 = per thousand
draw-stages-title = Steps and pilots, by what waits for what
draw-stage = Step or pilot
draw-spare = Days to spare
draw-stands = How it stands
draw-coalition-title = Members of the coalition, and whom they reach
draw-coalition-members = Members, and how many they reach
draw-coalition-units = Affected units
draw-coalition-reaches = { $n }
draw-coalition-holds = { $n }; hard to spare
draw-coalition-leaves = leaves
draw-coalition-reached = Reached
draw-coalition-by = By whom
draw-coalition-more-members = { $n ->
    [one] 1 more member is not drawn.
   *[other] { $n } more members are not drawn.
}
draw-coalition-more-units = { $n ->
    [one] 1 more unit is not drawn.
   *[other] { $n } more units are not drawn.
}
