# Every sentence that windrose says, in English.
#
# Findings, problems and lines of the timeline are fragments: small first letter where they stand within a sentence, no
# full stop. Refusals are sentences. `{ $measure }` and `{ $kind }` can be matched on where a general sentence reads
# badly for one of them; a measure's dot is written as a hyphen.

## Lists and small parts

list-or = { $head } or { $last }
list-and = { $head } and { $last }
list-more = { $head } and { $n } more
list-more-long = { $head }; and { $n } more
more = more { $things }
step = step { $number }, { $name }
step-name = { $step }
held-by = { $roles } (held by { $holders })
nobody-holds = { $n ->
    [one] nobody holds the role { $roles } yet: an owner assigns it with role_assign
   *[other] nobody holds the role { $roles } yet: an owner assigns one of them with role_assign
}

## Findings: shares

share-least-unmet = { $measure ->
    [urgency-needs_triaged] { $gap } { $more } to triage: { $have } of { $of } triaged, { $heads } { $heads ->
        [one] makes
       *[other] make
    } { $percent } %
   *[other] { $gap } { $more } needed: { $have } of { $of } { $state }, { $heads } { $heads ->
        [one] makes
       *[other] make
    } { $percent } %
}
share-least-met = { $have } of { $of } { $measure ->
    [enlist-two_way_share] messages
   *[other] { $of ->
        [one] { $one }
       *[other] { $many }
    }
} { $state } ({ $ratio } %), { $heads } { $heads ->
    [one] was
   *[other] were
} needed
share-more-unmet = { $gap } { $more } needed: { $have } of { $of } { $state }, { $heads } { $heads ->
    [one] is
   *[other] are
} more than { $percent } %
share-more-met = { $have } of { $of } { $measure ->
    [enlist-two_way_share] messages
   *[other] { $of ->
        [one] { $one }
       *[other] { $many }
    }
} { $state } ({ $ratio } %), more than { $percent } % was needed
share-most-unmet = { $gap } { $gap ->
    [one] { $one }
   *[other] { $many }
} too many: { $have } of { $of } { $state }, { $heads ->
    [0] none allowed
   *[other] at most { $heads } allowed
} ({ $percent } %)
share-most-met = { $have } of { $of } { $measure ->
    [enlist-two_way_share] messages
   *[other] { $of ->
        [one] { $one }
       *[other] { $many }
    }
} { $state } ({ $ratio } %), { $heads ->
    [0] none allowed
   *[other] at most { $heads } allowed
}
share-of-none = no { $many } to count yet, and a share of none is never met

## Findings: counts

count-least-unmet = { $gap } { $more } needed: { $have } of { $need }
count-least-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
}: { $need } { $need ->
    [one] was
   *[other] were
} needed
count-most-unmet = { $gap } { $gap ->
    [one] { $one }
   *[other] { $many }
} too many: { $have } { $state }, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
count-most-met = { $many }: { $have ->
    [0] none
   *[other] { $have }
} { $state }, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}

## Findings: days and minutes

length-least-unmet = { $gap } { $more } needed: { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, at least { $need }
length-least-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, at least { $need } { $need ->
    [one] was
   *[other] were
} needed
length-more-unmet = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, more than { $need } { $need ->
    [one] is
   *[other] are
} needed
length-more-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, more than { $need } { $need ->
    [one] was
   *[other] were
} needed
length-most-unmet = { $gap } { $gap ->
    [one] { $one }
   *[other] { $many }
} too long: { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, at most { $need }
length-most-met = { $have } { $have ->
    [one] { $one }
   *[other] { $many }
} { $state }, at most { $need } allowed

## Findings: numbers

number-least-unmet = { $one } is { $have }, { $gap } below { $need }
number-least-met = { $one } is { $have }, at least { $need } was needed
number-more-unmet = { $one } is { $have }, more than { $need } is needed
number-more-met = { $one } is { $have }, more than { $need } was needed
number-most-unmet = { $one } is { $have }, { $gap } above { $need }
number-most-met = { $one } is { $have }, at most { $need } is allowed

## Findings: truths

truth-wanted-unmet = { $measure ->
    [institute-council_in_force] the council has not met lately
   *[other] still needed: { $one } { $state }
}
truth-wanted-met = { $measure ->
    [institute-council_in_force] the council has its charter and has met lately
   *[other] as needed: { $one } { $state }
}
truth-unwanted-unmet = still there, and must not be: { $one } { $state }
truth-unwanted-met = not there, as needed: { $one } { $state }

## Findings: records, values, approvals, time

records-least-unmet = { $gap } { $more } { $kind ->
    [need] to record
   *[other] needed
}: { $have } of { $need }
records-least-met = { $have } { $havethings }: { $need } { $need ->
    [one] was
   *[other] were
} needed
records-most-unmet = { $gap } { $gapthings } too many: { $have } in all, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
records-most-met = { $have ->
    [0] no
   *[other] { $have }
} { $havethings }, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
value-least-unmet = { $gap } too low: the recorded value ({ $label }) is { $have }, at least { $need } is needed
value-least-met = the recorded value ({ $label }) is { $have }, at least { $need } was needed
value-more-unmet = the recorded value ({ $label }) is { $have }, more than { $need } is needed
value-more-met = the recorded value ({ $label }) is { $have }, more than { $need } was needed
value-most-unmet = { $gap } too high: the recorded value ({ $label }) is { $have }, at most { $need } is allowed
value-most-met = the recorded value ({ $label }) is { $have }, at most { $need } is allowed
approval-least-unmet = { $gap } more { $gap ->
    [one] approval
   *[other] approvals
} by { $role } needed: { $have } of { $need }
approval-least-met = { $have } { $have ->
    [one] approval
   *[other] approvals
} by { $role }: { $need } { $need ->
    [one] was
   *[other] were
} needed
approvalshare-least-unmet = { $gap } more { $gap ->
    [one] approval
   *[other] approvals
} by { $role } needed: { $have } of { $of } approve, { $heads } { $heads ->
    [one] makes
   *[other] make
} { $percent } %
approvalshare-least-met = { $have } of { $of } approvals by { $role } ({ $ratio } %), { $heads } { $heads ->
    [one] was
   *[other] were
} needed
openfor-least-unmet = { $gap } more { $gap ->
    [one] day
   *[other] days
}: open for { $have } of { $need }
openfor-least-met = open for { $have } { $have ->
    [one] day
   *[other] days
}: { $need } { $need ->
    [one] was
   *[other] were
} needed

owed-most-unmet = { $have ->
    [one] 1 promise of a conditional go is overdue
   *[other] { $have } promises of conditional goes are overdue
}

waivers-most-unmet = { $gap } open { $gap ->
    [one] waiver
   *[other] waivers
} too many: { $have } in all, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
waivers-most-met = open waivers: { $have ->
    [0] none
   *[other] { $have }
}, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
expired-most-unmet = { $have ->
    [one] 1 waiver has expired and what it stood in for is not met
   *[other] { $have } waivers have expired and what they stood in for is not met
}, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
expired-most-met = expired waivers: { $have ->
    [0] none
   *[other] { $have }
}, { $need ->
    [0] none allowed
   *[other] at most { $need } allowed
}
several-least-unmet = { $gap } more of these { $parts } conditions to meet: { $have } of { $need }
several-least-met = { $have } of these { $parts } conditions met: { $need } { $need ->
    [one] was
   *[other] were
} needed
several-lacking = { $sentence } – not there yet: { $parts }
waived = waived by { $by } until { $until } ({ $reason }) – { $sentence }

## Findings: what is not known, does not apply, or belongs to a sentence

unknown-nothing = not known yet: no { $kind } has been recorded
unknown-nothing-named = not known yet: no { $plain } ({ $kind }) has been recorded
unknown-nobody-looked = not known: nobody looked within the last { $days ->
    [one] day
   *[other] { $days } days
} (no { $kind })
unknown-nobody-looked-for = not known: nobody looked for { $many } within the last { $days ->
    [one] day
   *[other] { $days } days
} (no { $kind })
unknown-more-than-scope = not known: { $have } { $many } were counted, but the scope has only { $of }
unknown-step-not-opened = not counted yet: the step has not been opened, and has to be open for { $days } { $days ->
    [one] day
   *[other] days
}
unknown-no-directory = not known: there is no directory of the organisation yet; an administrator imports it (windrose directory import, directory_import)
unknown-no-affected-units = not known: the directory has nobody in the affected units; the scope has to name units as the directory does
unknown-no-levels = not known: the directory does not say on which level the affected people are; it is imported with a column level
unknown-no-reporting-lines = not known: the directory does not say to whom the affected people report; it is imported with a column manager
unknown-being-computed = not known for a moment: what the coalition graph says is being computed; ask again in a few seconds
unknown-nobody-holds = not known: a share of those who hold the role { $roles } has to approve, and nobody holds it
unknown-here = not known: this version of windrose cannot judge it ({ $what })
not-applicable = does not apply here: { $reason }
unfit = not known: what was read cannot be held against what is asked for
lacking = { $sentence } – { $measure ->
    [coalition-charters_accepted] missing
    [coalition-powers_held] missing
   *[other] not there yet
}: { $names }
too-many = { $sentence } – namely: { $names }
unnamed = { $sentence } – { $more ->
    [0] { $n ->
        [one] 1 person is
       *[other] { $n } people are
    }
   *[other] { $n ->
        [one] 1 more is
       *[other] { $n } more are
    }
} not named here
because = { $sentence }: { $names }
stale = { $sentence } – { $n ->
    [one] 1 approval saw other evidence and has to be given again
   *[other] { $n } approvals saw other evidence and have to be given again
}: { $whose }
stale-met = { $sentence } – { $n ->
    [one] 1 more saw other evidence and does not count
   *[other] { $n } more saw other evidence and do not count
}: { $whose }
stale-of = { $who } ({ $kinds } changed since)
rejected = { $sentence } – blocked, because it was rejected and that was not taken back: { $whose }
rejected-by = { $who }, “{ $reason }”
hand-for = { $by } for { $holder }

## What helps

help-record = { $who } can record { $kind } with { $method }
help-record-declared = { $who } can record { $kind } with { $method }, as kind `custom` and type `{ $kind }`
help-approve = { $who } can approve `{ $criterion }` with { $method }
help-rejected = { $who } can take the rejection back with { $method }, or approve after all with gate_approve
help-correct = { $who } can correct { $kind } or the scope with record_supersede
help-owed = { $who } promised it: the gate opens once these criteria are met
help-close = { $who } asked for or granted these: each is settled once its criterion is met, or ended with { $method }
help-or = { $help }; or { $other }
help-waive = the { $role } (held by { $holders }) can waive it for a time: ask with waiver_request
help-waive-nobody = the { $role } could waive it for a time, but nobody holds that role yet: an owner assigns it with role_assign
help-judge = the { $role } (held by { $holders }) can grant { $waiver }, which was asked for, with waiver_decide
help-judge-nobody = { $waiver } was asked for, but nobody else holds the role { $role } yet: an owner assigns it with role_assign
help-time = only time helps
help-step-opens = the days count from the day on which the step is opened

## Records

with-status = { $status } { $things }
# A kind of record, named so that it can be found in a call: `$plain` is its name in plain words.
kind-label = { $kind }
# The same where the plain name says more than the one in calls.
kind-named = { $plain } ({ $kind })

## Gates

title-urgency = Create a sense of urgency
title-coalition = Build a guiding coalition
title-vision = Form a strategic vision
title-enlist = Enlist a volunteer army
title-enable = Enable action by removing barriers
title-wins = Generate short-term wins
title-sustain = Sustain acceleration
title-institute = Institute change
gate-open = The gate of { $step }, is open.
gate-shut = The gate of { $step }, is not open.
gate-shut-by = The gate of { $step }, is not open: { $findings }
gate-should = { $of ->
    [one] Its one should criterion is not met: { $findings }
   *[other] Of its { $of } should criteria { $met ->
        [0] none is
        [one] 1 is
       *[other] { $met } are
    } met and { $need } { $need ->
        [one] is
       *[other] are
    } needed, so { $more } more of these: { $findings }
}
receipt-verified = { $outcome ->
    [same] the receipt is as it was written, and judged again on the evidence of then the gate is the same
    [altered] the receipt is not what was written: its digest is another
   *[other] the receipt is as it was written, but this version of windrose judges { $n ->
        [0] the gate as a whole
        [one] 1 criterion
       *[other] { $n } criteria
    } otherwise
}
way-record = record the first { $kind }
way-waive = a waiver of `{ $criterion }` by the role { $role } (waiver_request)
way-look = look again, and record a { $kind }
way-not-before = { $deeds } (not before { $day })
verdict-open = open: { $of ->
    [one] the one must is met
    [2] both musts are met
   *[other] all { $of } musts are met
}
verdict-waivers = open: { $of ->
    [one] the one must is met or waived
    [2] both musts are met or waived
   *[other] all { $of } musts are met or waived
}
verdict-conditions = open with conditions: { $more } of { $of } musts { $more ->
    [one] is missing and may be owed
   *[other] are missing and may be owed
}
verdict-blocked = blocked: { $of ->
    [one] the one must is not met
   *[other] { $met } of { $of } musts are met
}
verdict-should = blocked: { $musts ->
    [one] the one must is met
    [2] both musts are met
   *[other] all { $musts } musts are met
}, but { $of ->
    [one] the one should is not
   *[other] only { $met } of { $of } shoulds, and it takes { $need }
}

## What records show

effect-counted = { $n } { $way ->
    [up] more
   *[down] fewer
} { $counts }{ $unit ->
    [rate_per_1000] {" "}per 1,000
   *[other] {""}
}
effect-valued = { $unit ->
    [percent] { $n } percentage { $n ->
        [one] point
       *[other] points
    }
    [minutes] { $n } { $n ->
        [one] minute
       *[other] minutes
    }
    [days] { $n } { $n ->
        [one] day
       *[other] days
    }
    [score_1_5] { $n } { $n ->
        [one] point
       *[other] points
    }
    [rate_per_1000] { $n } per 1,000
   *[other] { $n }
} { $way ->
    [up] higher
   *[down] lower
}
effect-none = no higher and no lower
effect-against = { $difference } than the comparison: from { $before } to { $after }, there from { $otherbefore } to { $otherafter }
effect-alone = { $difference } than before: from { $before } to { $after }
effect-grade = { $sentence } ({ $chance ->
    [perhaps] it may be chance, because the value before lies within the interval; grade { $grade }
    [no] beyond chance; grade { $grade }
   *[unknown] grade { $grade }
})
win-claimed = claimed, and ready to be confirmed by somebody who did not record it
win-claimed-lacking = claimed, and not ready to be confirmed: { $lacks }
win-rejected = rejected: somebody else looked, and it is not so
win-verified = verified, not told yet; look again by { $day }
win-announced = verified and told to { $told } { $told ->
    [one] person
   *[other] people
}{ $day ->
    [never] {""}
   *[other] ; look again by { $day }
}
win-due = due: somebody has to look again, since { $day }
win-expired = expired: somebody had to look again by { $day }, and nobody did
win-regressed = gone: somebody looked again, and it no longer holds
lack-level = it reaches level { $have }, and level { $need } is needed: people do their work differently
lack-programme = { $have ->
    [0] the programme { $name } has not been evaluated, and level { $need } is needed
    [1] the programme { $name } is reaction only, and level { $need } is needed
   *[other] the programme { $name } was evaluated up to level { $have }, and level { $need } is needed
}
lack-no-target = nobody has said which value of { $indicator } was to be reached
lack-target-missed = it came to { $after }, and the target is { $target }
lack-within-interval = it may be chance, because { $before }, the value before, lies within the interval { $low } to { $high }
lack-too-few-points = it may be chance: there is no interval, and of the newest measurements { $have ->
    [0] none is
    [one] only 1 is
   *[other] only { $have } are
} better than before, where 3 in a row are needed
shows-left = left on { $on }, and no longer counts as a member
shows-return = the return is { $percent } % of the costs
shows-answers = { $agree } of { $answered } who answered agree ({ $ofanswered } %), which is { $ofasked } % of the { $asked } who were asked
shows-no-answers = nobody answered
shows-times = success with follow-through { $with } %, without { $without } %: { $times } times as often
shows-times-none = success with follow-through { $with } %, without { $without } %
shows-times-unknown = everybody or nobody was followed through, so there is nothing to hold it against
programme-nothing = not evaluated, and no evaluation is planned
programme-planned = not evaluated yet; planned at level { $planned }
programme-reaction-only = reaction only: it is known what people thought of it, not what they do differently, so it supports no verified win
programme-done = evaluated at { $n ->
    [one] level
   *[other] levels
} { $done }

## Whom to meet

contact-due = { $person } ({ $unit }) was met { $days ->
    [0] today
    [one] yesterday
   *[other] { $days } days ago
} and is to be met every { $every ->
    [one] day
   *[other] { $every } days
}
contact-never = { $person } ({ $unit }) has not been met yet and is to be met every { $every ->
    [one] day
   *[other] { $every } days
}

## The coalition graph

coalition-none = the coalition has no active member{ $of ->
    [0] , and nobody is known to be affected
    [one] : 1 affected person is reached by nobody
   *[other] : { $of } affected people are reached by nobody
}
coalition-nobody-affected = nobody is known to be affected, so it is not known whom { $members ->
    [one] the one member reaches
   *[other] the { $members } members reach
}
coalition-reach = { $members ->
    [one] 1 member reaches
   *[other] { $members } members reach
} { $covered } of { $of } affected people { $steps ->
    [one] directly
   *[other] within { $steps } steps
} ({ $percent } %)
coalition-unknown = whom { $n ->
    [one] 1 affected person goes
   *[other] { $n } affected people go
} to is unknown: no tie is recorded, and they did not answer or were not asked
coalition-alone = { $n ->
    [one] 1 affected person answered, and no influence leads to them
   *[other] { $n } affected people answered, and no influence leads to them
}
coalition-left = { $who ->
    [none] { $n ->
        [one] 1 member
       *[other] { $n } members
    }
   *[other] { $who }
} left the directory and { $n ->
    [one] counts
   *[other] count
} as a member no more
coalition-small-units = the { $units } smallest units are counted together, so that nobody's answer can be told from them: { $covered } of { $of } people reached
coalition-unknown-units = the directory knows nobody of { $units }
coalition-not-asked = people were named, and no network survey says how many were asked: nobody is named by that
coalition-groups = { $without } of { $of } { $by ->
    [unit] affected units
    [level] levels
   *[site] sites
} without a member: { $names }
coalition-groups-all = { $by ->
    [unit] all affected units ({ $of })
    [level] all levels ({ $of })
   *[site] all sites ({ $of })
} have a member
coalition-cut = without { $person }, { $outside ->
    [0] nobody would be cut off
    [one] 1 affected person would be cut off
   *[other] { $outside } affected people would be cut off
}{ $alone ->
    [0] {""}
   *[other] , { $alone } left without a member
}{ $deputy ->
    [named] ; a deputy is named
    [missing] ; no deputy is named
   *[other] {""}
}
coalition-tie = the tie between { $a } and { $b } alone holds { $outside ->
    [0] parts without affected people together
    [one] 1 affected person to the rest
   *[other] { $outside } affected people to the rest
}{ $alone ->
    [0] {""}
   *[other] , { $alone } would be left without a member
}
coalition-only = { $person } is the only member of a part of the network: { $alone ->
    [one] 1 affected person
   *[other] { $alone } affected people
} would be left without one; { $deputy ->
    [named] a deputy is named
   *[other] no deputy is named
}
coalition-cuts = { $people ->
    [0] nobody's leaving would cut others off
    [one] 1 person's leaving would cut others off
   *[other] the leaving of { $people } people would cut others off
}{ $ties ->
    [0] {""}
    [one] , and 1 tie is the only way between two parts
   *[other] , and { $ties } ties are the only way between two parts
}
coalition-cuts-with = { $line }; with what people said of each other: { $people ->
    [one] 1 person
   *[other] { $people } people
} and { $ties ->
    [one] 1 tie
   *[other] { $ties } ties
}
coalition-sponsors = { $unbroken } of { $of } affected people with a manager have only committed members above them{ $gaps ->
    [0] {""}
    [one] ; the chain breaks at 1 manager
   *[other] ; the chains break at { $gaps } managers
}
coalition-hr = { $inside } of { $of } ties of HR are with HR again ({ $percent } %)
coalition-sponsors-unknown = no affected person has a manager who is known, so no chain of sponsors can be followed
coalition-gap = { $manager } { $standing ->
    [member] is a member and not committed
   *[other] is no member
}: the first one above { $first ->
    [one] 1 affected person
   *[other] { $first } affected people
} who is not committed, with { $below } below in all
coalition-next-all = everybody who is affected is reached
coalition-next-nobody = nobody who is known would reach any of the { $n } affected people who are not reached
coalition-next-people = { $n ->
    [one] the best choice of 1 person
   *[other] the best choice of { $n } people
}
coalition-next-exact = { $people } would reach { $gain } more affected people: all choices were tried
coalition-next-greedy = { $people } would reach { $gain } more affected people: found one after another, and no choice reaches more than { $most }
coalition-next-tied = { $line }; { $n ->
    [one] 1 other choice is as good
   *[other] { $n } other choices are as good
}
coalition-response = { $answered } of { $asked } answered ({ $percent } %): { $band ->
    [named] enough to name people
    [patterns] enough to count, not to name people
   *[directional] take it with caution, for it is too few to count, and to name people
}
coalition-ranks = of the { $top } who were named most often, { $role ->
    [one] 1 leads nobody
   *[other] { $role } lead nobody
}, and { $influence ->
    [one] 1 manager was named by nobody
   *[other] { $influence } managers were named by nobody
}
coalition-rank = { $person }: named by { $named } (place { $informal }), { $below } below in the chart (place { $formal })
coalition-broker = { $person }: on { $percent } of the shortest ways between others, tied to { $units ->
    [one] 1 unit
   *[other] { $units } units
}
coalition-what-if = without { $people }: { $lost ->
    [0] nobody else would be lost
    [one] 1 affected person would no longer be reached
   *[other] { $lost } affected people would no longer be reached
}; { $then } of { $of } instead of { $now } of { $before }
coalition-what-if-nobody = nobody of those who are named is known in this network, so nothing would change
coalition-what-if-absent = { $line }; not known here: { $people }
coalition-more-members = { $n ->
    [one] 1 more member
   *[other] { $n } more members
}
coalition-more-units = { $n ->
    [one] 1 more unit
   *[other] { $n } more units
}
coalition-no-unit = without a unit
coalition-unit-count = { $covered } of { $of } reached
coalition-unit-count-then = { $covered } of { $of } reached, not { $now }
coalition-lack-directory = without a directory only those are known whom records name: no units, levels or reporting lines; `windrose directory import` brings it in
coalition-lack-scope = without a scope everybody who is known counts as affected
coalition-lack-units = { $n ->
    [one] 1 affected unit is
   *[other] { $n } affected units are
} not in the directory, so its people are not counted
coalition-lack-left-out = fewer than 80 % answered, so what names people looks at reporting lines and contacts only
coalition-lack-affected = nobody is known to be affected
coalition-lack-members = no active member of the coalition is recorded
coalition-lack-lines = no reporting lines are known
coalition-lack-nominations = nobody has said whom they go to
coalition-lack-contacts = no contacts of the last 182 days are recorded
coalition-lack-survey = nobody is known to have been asked whom they go to
coalition-lack-answers = { $n ->
    [one] 1 person was
   *[other] { $n } people were
} asked and did not answer: what they would have said is unknown
coalition-lack-unit = { $n ->
    [one] 1 person has
   *[other] { $n } people have
} no unit
coalition-lack-level = { $n ->
    [one] 1 person has
   *[other] { $n } people have
} no level
coalition-lack-site = { $n ->
    [one] 1 person has
   *[other] { $n } people have
} no site
coalition-lack-unknown = { $n ->
    [one] 1 tie leads
   *[other] { $n } ties lead
} to somebody unknown, and did not count
coalition-lack-repeated = { $n ->
    [one] 1 person stood
   *[other] { $n } people stood
} there twice, and counted once
coalition-lack-managers = { $n ->
    [one] 1 person reports
   *[other] { $n } people report
} to several managers: the one whose id comes first counts
coalition-lack-circle = { $n ->
    [one] 1 person reports
   *[other] { $n } people report
} in a circle, so nobody stands above them
coalition-lack-many = brokers are looked for among at most { $most } people, and these are { $people }
coalition-lack-search = the search for whom to add ended at its limit: somebody better may have been missed

## The stage graph

pilots-summary = { $open ->
    [0] no pilot is still to come
    [one] 1 pilot is still to come
   *[other] { $open } pilots are still to come
}{ $blocked ->
    [0] {""}
    [one] , 1 of them blocked
   *[other] , { $blocked } of them blocked
}{ $end ->
    [none] {""}
   *[other] ; what is not blocked ends on { $end } at the earliest
}
stage-state = { $state ->
    [done] done
    [failed] failed
    [stopped] stopped
    [withdrawn] withdrawn
    [running] running
    [ready] free to start
    [waiting] waiting
    [open] open
   *[blocked] blocked
}
stage-days = { $state }, { $start } – { $end }
stage-day = { $state }, { $day }
stage-passed = passed on { $day }
stage-ended = { $how ->
    [failed] failed
    [stopped] was stopped
   *[done] succeeded
} on { $day }
stage-withdrawn = was withdrawn, and others still wait for it
stage-running = runs until { $end }
stage-overdue = was to end on { $planned }, and nobody said how it ended: it counts as running until { $end }
stage-ready = may start: from { $start } to { $end }
stage-free = waits for nothing else: it can be reached on { $day } at the earliest
stage-waiting = waits for { $others }: from { $start } to { $end } at the earliest
stage-reached = waits for { $others }: it can be reached on { $day } at the earliest
stage-waiting-unseen = waits for what is kept to the team: until { $day } at the earliest
stage-blocked = is blocked by { $roots }
stage-blocked-unseen = is blocked by what is kept to the team
stage-circle = is blocked: { $members } wait for one another in a circle
stage-late = { $line }, { $days ->
    [one] 1 day
   *[other] { $days } days
} later than planned
stage-slack = { $line }; { $days ->
    [0] no day to spare
    [one] 1 day to spare
   *[other] { $days } days to spare
}
pilots-clash = { $one } and { $other } { $why ->
    [people] share people
   *[overlap] must not overlap
} and both run from { $start } to { $end }
lacked-pilots = no pilot is recorded, so there are only the steps
lacked-priority = value, readiness or load of { $pilots } { $n ->
    [one] is
   *[other] are
} not recorded: 3, the middle of the scale, counts
lacked-deadlines = by when { $steps } { $n ->
    [one] is
   *[other] are
} to be done is not recorded: pilots that start after that may start as soon as nothing else holds them up
lacked-conflicts = no two pilots are said to share people or not to overlap: all of a wave may run together
lacked-withdrawn = { $pilots } { $n ->
    [one] is waited for and was
   *[other] are waited for and were
} withdrawn
lacked-ends = how { $pilots } ended is not recorded, though the planned end has passed
what-if-blocks = { $stages } would be blocked
what-if-blocks-nothing = nothing more would be blocked
what-if-moves = { $stage } would end { $days ->
    [one] 1 day
   *[other] { $days } days
} later, on { $day } instead of { $was }
what-if-ends = what is not blocked would end on { $day } instead of { $was }
what-if-ends-as-now = the whole would still end on { $day }
what-if-nothing-left = nothing would be left that is not blocked

## What is due, and what waits for somebody

deadline-ahead = to be done by { $due }, { $days ->
    [0] today
    [one] tomorrow
   *[other] in { $days } days
}
deadline-overdue = { $days ->
    [one] 1 day
   *[other] { $days } days
} overdue: it was to be done by { $due }
deadline-escalated = { $days ->
    [one] 1 day
   *[other] { $days } days
} overdue and up to the sponsor now: it was to be done by { $due }
due-ahead = { $days ->
    [0] due today
    [one] due tomorrow
   *[other] due in { $days } days
}
due-past = { $days ->
    [one] due yesterday
   *[other] due { $days } days ago
}
task-approve = `{ $criterion }`, at the gate of { $step }, waits for your approval
task-waiver = { $waiver }, for `{ $criterion }` at the gate of { $step }, waits for you to grant or refuse it: { $reason }
task-decide = the gate of { $step }, is open and waits for your decision
task-decide-conditions = the gate of { $step }, is open with conditions and waits for your decision: somebody has to owe what is missing
task-decide-again = the gate of { $step }, was on hold until { $until }: decide again
task-owe = you owe `{ $criterion }` of { $step }, { $due }
task-verify = { $win } waits for somebody else to verify it: { $claim }
task-look-again = { $win } is to be looked at again, { $due }: { $claim }
task-check-outcome = is the work of { $need } done now? { $triage } chose training against its own answers, and a look at what came of it is { $due }
task-finish = { $step }, is { $deadline }

## Roles

role =
    .owner = owner
    .sponsor = sponsor
    .lead = lead
    .member = member
    .pilot_owner = pilot owner
    .viewer = viewer

## What somebody may or may not do

may-read = see this initiative
may-read_team = see records kept to the team
may-record = record evidence
may-set_deadline = set deadlines
may-assign_role = assign roles
may-close = close the initiative
may-own = own an initiative
may-own-unnamed = own an initiative; name an `owner`
may-hold-role = hold this role; a service is `member` or `viewer`
may-decide = decide at this gate
may-reopen = do this step again
may-approve = approve this
may-reject = reject this
may-withdraw-rejection = take a rejection back
may-request-waiver = ask for a waiver
may-judge-waiver = judge this waiver
may-delegate = name somebody to stand in
may-stand-in = stand in for somebody
may-leave-out-holder = leave out whose role it is
may-verify = verify a win
may-publish = publish workflows
may-add-accounts = add people and services
may-import-directory = import people and units
may-read-directory = read the directory
may-create-tokens = create tokens
may-revoke-tokens = revoke tokens
may-be-admin = be an administrator
may-invite = invite somebody to a pilot
may-create-link = make a sign-in link for somebody else
may-end-session = end the session of somebody else
may-read-journal = read the whole journal
may-sign-in = sign in on a page
## An initiative in a list: what it waits for, and its next day

waits-decision = the gate of { $step }, is open{ $how ->
    [waivers] {" "}with waivers
   *[open] {""}
}: { $role ->
    [sponsor] the sponsor decides
   *[other] the role { $role } decides
}
waits-conditions = the gate of { $step }, is open with conditions: { $role ->
    [sponsor] the sponsor decides
   *[other] the role { $role } decides
}, and somebody has to owe what is missing: { $finding }
waits-hold = the gate of { $step }, is on hold until { $until }
waits-close = all eight gates were passed: it can be closed
waits-nothing = closed: { $reason }
next-step = { $step }, is { $due }
next-hold = the hold at the gate of { $step }, ends on { $on }
next-hold-ended = the gate of { $step }, was on hold until { $on } and is to be decided again
next-owed = { $owner } owes `{ $criterion }` of { $step }, { $due }
next-waiver = { $waiver }, for `{ $criterion }` of { $step }, ends on { $on }
next-win = another look at { $win } is { $due }
next-outcome = a look at what came of { $triage } is { $due }
next-pilot = { $pilot } ends on { $on }, as planned

## Refusals

forbidden = You may not { $what }: that takes the role { $roles } (held by { $holders }). An owner gives roles with role_assign.
forbidden-nobody = You may not { $what }, and { $nobody }.
admin-only = Only an administrator may { $what }: ask one, or use a token that an administrator holds.
persons-only = Only a person, never a service, may { $what }.
role-needed = Only a holder of the role { $role } may { $what }: ask { $holders }, or an owner to give you the role with role_assign.
role-needed-nobody = Only a holder of the role { $role } may { $what }, and nobody holds it yet: an owner assigns it with role_assign.
four-eyes-lead = Whoever leads the initiative does not decide at its gates: somebody else with the role { $role } has to, with gate_decide. Ask { $others }.
four-eyes-lead-nobody = Whoever leads the initiative does not decide at its gates, and nobody else holds the role { $role }. An owner assigns it to somebody else with role_assign.
four-eyes-lead-for = You stand in for somebody who leads the initiative, and whoever leads does not decide at its gates, through nobody else either: somebody else with the role { $role } has to, with gate_decide. Ask { $others }.
four-eyes-lead-for-nobody = You stand in for somebody who leads the initiative, and whoever leads does not decide at its gates, through nobody else either; nobody else acts in the role { $role }. An owner assigns it to somebody else with role_assign.
four-eyes-win = Whoever recorded a win does not verify it: somebody else has to record the verification, with record_add. Ask { $others }.
four-eyes-win-nobody = Whoever recorded a win does not verify it, and nobody else may record yet. An owner lets somebody else in with role_assign.
four-eyes-waiver = Whoever asked for a waiver does not judge it: somebody else with the role { $role } has to, with waiver_decide. Ask { $others }.
four-eyes-waiver-nobody = Whoever asked for a waiver does not judge it, and nobody else holds the role { $role }. An owner assigns it to somebody else with role_assign.
four-eyes-evidence = Whoever recorded evidence of this gate does not judge it: somebody else with the role { $role } has to, with gate_approve or gate_reject. Ask { $others }.
four-eyes-evidence-nobody = Whoever recorded evidence of this gate does not judge it, and nobody else holds the role { $role }. An owner assigns it to somebody else with role_assign.
four-eyes-evidence-for = You stand in for somebody who recorded evidence of this gate, and whoever did does not judge it, through nobody else either: somebody else with the role { $role } has to, with gate_approve or gate_reject. Ask { $others }.
four-eyes-evidence-for-nobody = You stand in for somebody who recorded evidence of this gate, and whoever did does not judge it, through nobody else either; nobody else acts in the role { $role }. An owner assigns it to somebody else with role_assign.
thing-initiative = initiative
thing-person = person or service
thing-role = role
thing-record = record
thing-workflow = workflow
thing-criterion = criterion
thing-token = token
thing-waiver = waiver
thing-link = sign-in link
thing-session = session
thing-import = import
thing-unit = unit
not-found-near = There is no { $thing } `{ $given }`; did you mean { $nearest }?
not-found-initiative = There is no initiative `{ $given }` that you may see; initiative_list lists those that you may.
not-found-person = There is no person or service `{ $given }`; an administrator adds them with person_add.
not-found-role = There is no role `{ $given }`; workflow_get shows the roles of a workflow.
not-found-record = There is no record `{ $given }`, nor any of its kind yet; record_add adds one.
not-found-workflow = There is no workflow `{ $given }`; workflow_list lists them.
not-found-criterion = This gate has no criterion `{ $given }`; gate_explain shows those that it has.
not-found-token = There is no token `{ $given }`; an administrator creates tokens with token_create.
not-found-waiver = There is no waiver `{ $given }` in this initiative; waiver_list lists those that there are.
not-found-link = There is no sign-in link `{ $given }`; login_create makes one.
not-found-import = There is no open import `{ $given }`; directory_import begins one.
not-found-unit = The directory has no unit `{ $given }`; directory_read shows who is in it.
not-found-session = There is no session `{ $given }`: it has ended already.
exists = { $thing ->
    [initiative] There is an initiative `{ $name }` already: choose another id.
    [workflow] There is a workflow `{ $name }` already: choose another name, or find it with workflow_list.
   *[other] There is a { $words } `{ $name }` already: choose another id.
}
gate-conditions = The gate of { $step }, is open with conditions: somebody has to owe what is missing – { $findings }
no-conditions-open = The gate of { $step }, is open: nothing has to be owed. Decide `go`.
no-conditions-blocked = { $blocked } Too much is missing to be owed: only criteria that the workflow lets wait, and at most two of them.
not-owed = A conditional go says who owes what: give `obligations` with an owner and a day for { $criteria }.
no-must-left = { $n ->
    [one] Changed so, the gate of { $steps } would have no `must` left and would open by itself.
   *[other] Changed so, the gates of { $steps } would have no `must` left and would open by themselves.
} Leave at least one in each, and call initiative_open again.
recycle-forward = A recycle goes back: at { $step }, to that step or an earlier one, and not to { $to }.
earlier-first = { $earlier } { $n ->
    [one] has
   *[other] have
} to be settled before { $step }: later steps are confirmed after earlier ones. Decide there first, with gate_decide.
gate-blocked = { $blocked } gate_explain shows who can act on what.
step-state = { $state ->
    [waiting] Step { $number }, { $step }, has not begun, so nothing is approved or decided there yet
    [passed] Step { $number }, { $step }, has passed, so nothing is approved or decided there any more, unless it is done again (step_reopen)
   *[other] Step { $number }, { $step }, is { $state }, and this cannot be done to it now
}
step-state-open = { $state }. Open now: { $steps }; gate_explain shows what is asked there.
step-state-none-open = { $state }. No other step is open now either.
step-passed = { $step }, has passed, so it needs no deadline any more. If it is not done, do it again with step_reopen.
evidence-changed = The evidence of { $step }, has changed since you looked. Look again with gate_explain and give the `seen` that it shows now.
evidence-unseen = Look first: gate_explain shows the evidence of { $step }. Give its `seen` with your decision.
approved-already = You have approved `{ $criterion }` already, with the same evidence, and each person counts once. gate_explain shows whether others still have to.
approved-already-by = `{ $criterion }` is approved already by { $by }, with the same evidence, and the two of you count once, because one stands in for the other. gate_explain shows whether others still have to.
not-rejected = You have not rejected `{ $criterion }`, so there is nothing of yours to take back. It is rejected by { $by }: only they can take it back, with gate_reject_withdraw.
not-rejected-nobody = Nobody rejects `{ $criterion }`, so there is nothing to take back. gate_explain shows how it stands.
not-delegable = Nobody stands in for somebody else in the role { $role }: that is only for roles that approve or decide here, which are { $roles }. An owner gives any role with role_assign.
not-delegable-none = Nobody stands in for somebody else in the role { $role }, and no other role approves or decides here. An owner gives any role with role_assign.
delegated-further = You stand in for { $holders } in the role { $role }, and whoever stands in does not pass it on: ask { $holders } to name somebody else with role_delegate.
holds-already = { $person } holds the role { $role } and acts in it anyway. Name somebody who does not hold it with role_delegate.
no-delegation = Nobody stands in for { $person } in the role { $role } now, so there is nothing to end. initiative_get shows who stands in for whom.
not-an-approval = `{ $criterion }` is met by evidence, not by approval. What is approved at this gate, with gate_approve, is { $approvals }.
no-approval-here = `{ $criterion }` is met by evidence, not by approval, and nothing else is approved at this gate either. gate_explain shows what it asks for.
not-waivable = `{ $criterion }` cannot be waived. What can be waived at this gate is { $waivable }.
no-waivable-here = `{ $criterion }` cannot be waived, and nothing else at this gate can. gate_explain shows what it asks for.
waiver-pending = To waive `{ $criterion }` has been asked for already: { $waiver } waits to be judged, with waiver_decide. waiver_list shows by whom.
waiver-renew = `{ $criterion }` has been waived already, by { $waiver }. It can be renewed once: give `renews` with that id.
not-renewable = The waiver { $waiver } cannot be renewed: it was not granted, or stands for something else.{ $instead ->
    [none] {" "}Ask for a waiver without `renews`.
   *[other] {" "}The one that can is { $instead }.
}
renewed-once = The waiver { $waiver } was a renewal already, and a waiver is renewed once. Now the criterion has to be met; gate_explain shows who can act.
waiver-stands = { $state ->
    [requested] The waiver { $waiver } waits to be judged
    [in_force] The waiver { $waiver } is in force already
    [expired] The last day of the waiver { $waiver } has passed
    [refused] The waiver { $waiver } was refused
    [renewed] Another waiver goes on with { $waiver }
   *[other] The waiver { $waiver } was ended
}, so this cannot be done to it. waiver_list shows how all of them stand.
not-your-waiver = Only whoever asked for { $waiver } or granted it ends it: ask { $may }.
closed = The initiative `{ $initiative }` is closed: nothing more is recorded or decided in it. To go on, open a new one with initiative_open.
not-achieved = { $n ->
    [one] This is not achieved yet: the step { $steps } has not passed its gate. Pass it
   *[other] This is not achieved yet: the steps { $steps } have not passed their gates. Pass them
} with gate_decide, or give another reason for ending.
invalid = This cannot be taken as it is – { $faults } Nothing was stored: correct it and call again.
none-given = No records were given: record_add takes 1 to { $most }.
too-many-given = { $given } records are too many for one call: record_add takes at most { $most }, so split them.
withdrawn = The record { $record } was withdrawn and no longer counts. Record it anew with record_add.
not-shown = The win { $win } cannot be confirmed as it stands – { $lacks } Add what is missing with record_add or correct it with record_supersede; or record the outcome `rejected`.
other-kind = The record { $record } is of the kind { $kind } and stays so. What is of the kind { $given } is added as a record of its own with record_add.
excluded = The workflow { $workflow } does without { $many }, so nothing of the kind `{ $kind }` is recorded here. gate_explain shows what is asked for instead, and workflow_get what is excluded.
waits-for = { $stage } waits for { $other }
pilot-cycle = { $n ->
    [one] { $first } could never begin, because it would wait for itself.
   *[other] These could never begin, because { $waits }.
} Change `needs_result_of`, `starts_after` or `needed_for` of a pilot; record_supersede changes one that is recorded already.
hold-in-the-past = A hold lasts until a day to come, and { $until } is none. Give gate_decide a later `until`.
role-unchanged = Nothing changes for { $person } and the role { $role }: role_assign gives only a role that is not held, and role_revoke takes only one that is.
role-full = The role { $role } is held by at most { $most ->
    [one] one person
   *[other] { $most } persons
} at once, and now by { $holders }. An owner has to take it back with role_revoke first.
last-owner = { $person } is the last owner and cannot go. Make somebody else owner first, with role_assign.
bad-workflow = The workflow has { $n ->
    [one] a fault
   *[other] { $n } faults
} – { $faults } Correct the file and publish it again with workflow_publish.
token-revoked-already = The token `{ $token }` has been revoked already. token_create makes a new one.
last-admin-token = The token `{ $token }` is the last one of an administrator and cannot go. Create another first, with token_create.
link-used = This sign-in link has been used already: each opens once. Make a new one with `windrose login`, or ask whoever sent you this one.
link-expired = This sign-in link has run out. Make a new one with `windrose login`, or ask whoever sent you this one.
link-unknown = This sign-in link is not known: it was cut off on its way, or ran out long ago. Make a new one with `windrose login`, or ask whoever sent you this one.
too-many-rows = { $given } rows are too many: at most { $most } are taken, so split them.
rows-not-next = The import { $import } goes on with row { $next }, not with row { $given }: send the rows from { $next } on with directory_import.
imports-open = As many imports are open as may be at once, namely { $open }: publish one with directory_publish, or drop one with directory_drop.
import-overtaken = The directory was published from { $published } since { $import } was begun, so { $import } no longer says what would change: drop it with directory_drop and import its rows again.
import-empty = Nobody in { $import } has a usable id, and it would leave the directory empty: look at it with directory_preview, and import it again.
import-unfit = In { $import }, { $loose } people report to one another in circles and rows disagree about { $units } units: a column seems to stand for another. Look at it with directory_preview, drop it with directory_drop, and import it again.
many-leave = With { $import }, { $left } of { $of } people would leave the directory, more than a third: look at directory_preview, and if that is meant, publish it with confirm.
may-not-record = { $person } holds no role that may record in { $initiative }: an owner assigns pilot_owner with role_assign.

## Problems of fields

fault = `{ $at }`: { $problem }
problem-empty = nothing is written there
problem-too-long = its length is { $length }, and at most { $most } is kept
problem-too-short = it says too little: { $length } { $length ->
    [one] character
   *[other] characters
}, and at least { $least } are asked for
problem-out-of-range = it has to lie between { $least } and { $most }
problem-more-than = { $have } is more than { $whole } ({ $of })
problem-too-few-answers = { $answered ->
    [0] nobody answered
   *[other] only { $answered } answered
}: fewer than { $least } answers are never kept, because a person could be guessed; record each as a `stance`, or ask more people
problem-outside-unit = { $unit ->
    [percent] a percentage is { $least } to { $most }
    [score_1_5] a score is { $least } to { $most }
    [rate_per_1000] a rate per 1,000 is 0 to 1,000
   *[other] a number of { $unit ->
        [count] things
       *[other] { $unit }
    } is never negative
}
problem-upside-down = the interval is upside down: its upper end lies below its lower end, { $low }
problem-outside-interval = this has to lie within its own interval, { $low } to { $high }
problem-ends-before-start = it ends before it starts, on { $start }
problem-in-the-future = it lies in the future, and only what has happened is recorded
problem-wrong-kind = it has to link to a record of the kind { $kind }
problem-twice = `{ $name }` stands there twice
problem-needs = `{ $field }` has to be given too
problem-no-leeway = the workflow gives no leeway for this
problem-not-missing = this is not missing here; missing are { $missing }
problem-no-role = { $person } has no role in this initiative
problem-not-within = this has to be a day within the next { $days } days
problem-not-declared = there is no { $what } `{ $given }`, but { $names }
problem-not-declared-near = there is no { $what } `{ $given }` (did you mean { $names }?)
problem-none-declared = there is no { $what } `{ $given }`, for the workflow declares none
problem-missing = this has to be given: { $title }
problem-not-of-type = it has to be { $type ->
    [number] a number
    [count] a whole number that is not negative
    [choice] one of the choices
    [date] a day such as 2026-03-01
    [person] a person's id such as head-of-sales
    [truth] true or false
    [record] a record's id such as pilot-1
   *[text] a text
}
problem-too-small = it has to be at least { $least }
problem-too-large = it has to be at most { $most }
with-unit = { $number } { $unit }
problem-not-declared-kind = it has to link to a `custom` record of the type { $kind }
problem-stays-of = the record is of the type { $kind } and stays so: what is of another is added as a record of its own with record_add
problem-not-training = { $knows ->
    [yes] knowledge is present
   *[no] knowledge is not all that is missing
}, and { $gaps }: choose another verdict, or say in `override_reason` why it is training all the same
problem-gap = `{ $field }` is no, which suggests { $verdicts }
problem-no-gap = nothing else is missing either, which suggests `unclear`

## Criteria that the tests of a workflow leave untried

uncovered = { $gate }, `{ $criterion }`: { $lacks }
uncovered-met = no test meets it
uncovered-missed = no test misses it with something recorded
uncovered-just-missed = no test misses it by one head, one thing or one day only

## The timeline

event-opened-sequential = Opened “{ $title }” on the workflow { $workflow }, one step after the other
event-opened-concurrent = Opened “{ $title }” on the workflow { $workflow }, all eight steps at once
event-closed = Closed: { $reason }
event-recorded = Recorded { $record }: { $summary }
event-superseded = Revised { $record } (revision { $revision }): { $reason }
event-withdrawn = Withdrew { $record }: { $reason }
event-step-opened = Opened { $step }: { $title }
event-step-taken-over = { $step }, had passed before the initiative was opened here
event-step-reopened = { $step }, is done again: { $reason }
event-step-reopened-redo = { $step }, is done again, namely { $redo }: { $reason }
event-steps-stale = to be confirmed again: { $steps }
event-steps-waiting = waiting again: { $steps }
event-steps-unsettled = to be confirmed again: { $stale }; waiting again: { $waiting }
event-due-set = { $step }, is to be done by { $due }; a warning { $warn ->
    [one] 1 day
   *[other] { $warn } days
} before, up to the sponsor { $escalate ->
    [one] 1 day
   *[other] { $escalate } days
} after
event-due-taken = { $step }, has no deadline any more
noticed-step-soon = noticed: { $step }, is to be done by { $due }
noticed-step-overdue = noticed: { $step }, was to be done by { $due }
noticed-step-escalated = noticed: { $step }, was to be done by { $due } and is up to the sponsor now
noticed-hold-ended = noticed: the hold of { $step }, lasted until { $due }, and a decision is due
noticed-obligation-overdue = noticed: `{ $criterion }` of { $step }, was owed by { $due }
noticed-win-due = noticed: { $record } was to be looked at again by { $due }
event-approved = Approved { $criterion } at the gate of { $step }, in the role { $role }
event-waiver-requested = Asked to waive { $criterion } at the gate of { $step } until { $until } ({ $waiver }): { $reason }
event-waiver-renewal = Asked to renew { $renews } for { $criterion } at the gate of { $step } until { $until } ({ $waiver }): { $reason }
event-waiver-decided = { $decision ->
    [grant] Granted
   *[refuse] Refused
} { $waiver }, in the role { $role }
event-waiver-closed = Ended { $waiver }: { $reason }
event-rejected = Rejected { $criterion } at the gate of { $step }, in the role { $role }: { $reason }
event-rejection-withdrawn = Took back the rejection of { $criterion } at the gate of { $step }
event-decided = Gate of { $step } decided: { $decision }, in the role { $role }
event-decided-by-lead = Gate of { $step } decided: { $decision }, in the role { $role } and by the lead, as the workflow allows
event-role-assigned = Gave { $person } the role { $role }
event-role-revoked = Took the role { $role } from { $person }
event-role-delegated = { $to } stands in for { $from } in the role { $role } until { $until }
event-role-delegation-ended = Nobody stands in for { $from } in the role { $role } any more
event-for = { $line } – decided for { $holder }
event-person-added = Added the person { $id }{ $rank ->
    [admin] {" "}as an administrator
    [auditor] {" "}as an auditor
   *[none] {""}
}
event-service-added = Added the service { $id }{ $rank ->
    [admin] {" "}as an administrator
    [auditor] {" "}as an auditor
   *[none] {""}
}
event-token-created = Created the token { $token } for { $holder }
event-token-revoked = Revoked the token { $token }
event-link-created = Made a sign-in link for { $person }
event-invited = Invited { $person } to { $pilot } of { $initiative }
event-session-started = { $person } signed in
event-directory-staged = Took { $rows ->
    [one] 1 row
   *[other] { $rows } rows
} into the import { $import } of the directory
event-directory-published = Published the directory from the import { $import }
event-directory-dropped = Dropped the import { $import } of the directory
event-session-ended = Ended the session { $session }
event-workflow-published = Published a version of the workflow { $workflow }
event-with-note = { $line } – { $note }
decision-go = go
decision-conditional-go = go on with conditions: { $owed }
decision-owed = { $owner } owes { $criterion } by { $due }
decision-recycle = back to { $to }
decision-hold = hold until { $until }
decision-stop = stop ({ $reason })
reason-achieved = all eight gates were passed
reason-no_urgency = nobody finds it urgent
reason-no_sponsor = nobody at the top stands for it
reason-benefit_gone = it no longer brings what it was for
reason-cost = it costs too much
reason-superseded = another initiative takes its place
reason-evidence_negative = the evidence speaks against it

## What is odd about an import into the directory
column-id = id
column-name = name
column-email = e-mail
column-unit = unit
column-part_of = larger unit
column-manager = manager
column-level = level
column-site = site
column-function = function
trouble-no-id = without an id, so this row is left out
trouble-bad-id = `{ $given }` is no id, so this row is left out: 1 to { $most } letters, digits, hyphens, underscores and full stops, such as an employee number
trouble-manager-not-an-id = the manager `{ $given }` is no id, so the manager is not known: name managers by their ids
trouble-too-long = { $column } with more than { $most } characters, so it is left out: this may be another column
trouble-repeated = { $person } stands in row { $first } already, with the same content
trouble-contradicted = { $person } stands in row { $first } already, with another content ({ $columns }): row { $first } counts
trouble-manager-missing = nobody in this import has the id { $manager }, so the manager of { $person } is not known
trouble-own-manager = { $person } is named as their own manager, so the manager is not known
trouble-circle = people report to one another in a circle, so their managers do not count: { $members }
trouble-many-heads = { $n } people have no manager: { $heads }
trouble-no-head = everybody has a manager, so nobody is at the head
trouble-back = { $person } had left on { $since } and is back
trouble-unit-without-name = { $person } belongs to no unit, only to { $part_of }, and is counted there
trouble-no-unit = { $n ->
    [one] 1 person belongs
   *[other] { $n } people belong
} to no unit
trouble-unit-disagreed = { $unit } is said to be part of { $said }: { $taken } is taken
trouble-unit-circle = units are part of one another in a circle, so what they are part of does not count: { $members }
trouble-empty = nobody in this import has a usable id
trouble-many-leave = { $left } of { $of } people would leave the directory, more than a third: make sure that this is the whole organisation
