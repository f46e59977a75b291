//! Findings and gates, word for word.

use crate::rules::criterion::{Amount, Bound, Class};
use crate::rules::fixed::Fixed;
use crate::rules::gate::{Finding, Remedy, Subject};
use crate::rules::measure::Why;
use crate::rules::record::Kind;
use crate::rules::refusal::Refusal;
use crate::rules::step::Step;

use super::super::{blocked, finding, help, refusal, step_title, verdict};
use super::facts::{
    approvals, declared, fixed, found, lacking, least, measured, more, most, records, rejected,
    report, share, should, unknown, unknown_of, wins,
};

fn convinced(have: u64) -> Finding {
    measured("urgency.managers_convinced", share(have, 40), least("0.75"))
}

#[test]
fn a_share_says_have_need_and_difference() {
    assert_eq!(finding(&convinced(29)), "1 more manager needed: 29 of 40 agree, 30 make 75 %");
    assert_eq!(finding(&convinced(0)), "30 more managers needed: 0 of 40 agree, 30 make 75 %");
    assert_eq!(finding(&convinced(31)), "31 of 40 managers agree (77.5 %), 30 were needed");
    let silent = measured("wins.announced_share", share(0, 0), least("0.5"));
    assert_eq!(
        finding(&silent),
        "no affected people to count yet, and a share of none is never met"
    );
    let upper = measured("urgency.managers_convinced", share(9, 40), most("0.2"));
    assert_eq!(finding(&upper), "1 manager too many: 9 of 40 agree, at most 8 allowed (20 %)");
}

#[test]
fn more_than_is_told_as_more_than() {
    let aware = |have, of| measured("urgency.employees_aware", share(have, of), more("0.5"));
    assert_eq!(
        finding(&aware(50, 101)),
        "1 more employee needed: 50 of 101 agree, 51 are more than 50 %"
    );
    assert_eq!(
        finding(&aware(51, 101)),
        "51 of 101 employees agree (50.5 %), more than 50 % was needed"
    );
    let verified = measured("wins.verified", Amount::Count(2), more("2"));
    assert_eq!(finding(&verified), "1 more verified win needed: 2 of 3");
    let ratio =
        |text| measured("urgency.follow_through_ratio", Amount::Number(fixed(text)), more("1"));
    assert_eq!(
        finding(&ratio("1")),
        "success with follow-through against without is 1, more than 1 is needed"
    );
    let spoken = measured("vision.spoken_minutes", Amount::Number(fixed("2")), more("1"));
    assert_eq!(finding(&spoken), "2 minutes spoken, more than 1 was needed");
}

#[test]
fn a_count_says_have_need_and_difference() {
    assert_eq!(finding(&wins(0)), "1 more verified win needed: 0 of 1");
    assert_eq!(finding(&wins(2)), "2 verified wins: 1 was needed");
    let open = |n, need| measured("enable.open_critical_barriers", Amount::Count(n), most(need));
    assert_eq!(finding(&open(2, "0")), "2 critical barriers too many: 2 open, none allowed");
    assert_eq!(finding(&open(3, "2")), "1 critical barrier too many: 3 open, at most 2 allowed");
    assert_eq!(finding(&open(0, "0")), "critical barriers: none open, none allowed");
}

#[test]
fn time_is_told_in_its_unit() {
    let spoken = |text| measured("vision.spoken_minutes", Amount::Number(fixed(text)), most("5"));
    assert_eq!(finding(&spoken("7")), "2 minutes too long: 7 minutes spoken, at most 5");
    assert_eq!(finding(&spoken("5.5")), "0.5 minutes too long: 5.5 minutes spoken, at most 5");
    assert_eq!(finding(&spoken("4")), "4 minutes spoken, at most 5 allowed");
    let days = Amount::Number(Fixed::whole(31));
    let silence = measured("enlist.longest_silence_days", days, most("30"));
    assert_eq!(
        finding(&lacking(silence, &["Finance (31)"])),
        "1 day too long: 31 days of silence, at most 30 – namely: Finance (31)"
    );
    let open = |days| found(Subject::OpenFor, Amount::Count(days), least("14"));
    assert_eq!(finding(&open(5)), "9 more days: open for 5 of 14");
    assert_eq!(help(&open(5)).unwrap(), "only time helps");
}

#[test]
fn a_truth_says_why_it_is_not_so() {
    let council = measured("institute.council_in_force", Amount::Truth(false), Bound::Is(true));
    assert_eq!(
        finding(&lacking(council, &["last met 120 days ago, 100 are allowed"])),
        "the council has not met lately: last met 120 days ago, 100 are allowed"
    );
}

#[test]
fn records_are_counted_by_their_plain_names() {
    let verified = records(Kind::Win, Some("verified"), 0, least("1"));
    assert_eq!(finding(&verified), "1 more verified win needed: 0 of 1");
    let meetings = records(Kind::CouncilMeeting, None, 1, least("3"));
    assert_eq!(finding(&meetings), "2 more council meetings needed: 1 of 3");
    let open = records(Kind::Barrier, Some("open"), 3, most("1"));
    assert_eq!(finding(&open), "2 open barriers too many: 3 in all, at most 1 allowed");
    let value = Subject::Value(Kind::Measurement.into());
    assert_eq!(
        finding(&found(value, Amount::Number(fixed("23")), least("28"))),
        "5 too low: the recorded value (measurement) is 23, at least 28 is needed"
    );
}

#[test]
fn a_declared_kind_is_spoken_of_by_its_title() {
    let few = found(Subject::Records(declared(), None), Amount::Count(1), least("3"));
    assert_eq!(finding(&few), "2 more readiness scores needed: 1 of 3");
    assert_eq!(
        help(&few).unwrap(),
        "owner, sponsor, lead, member or pilot owner (held by anna, ben) can record \
         readiness_score with record_add, as kind `custom` and type `readiness_score`"
    );
    let nothing = Why::NothingRecorded(Kind::Custom);
    assert_eq!(
        finding(&unknown_of(Subject::Records(declared(), None), least("3"), nothing)),
        "not known yet: no readiness score (readiness_score) has been recorded"
    );
    let low = found(Subject::Value(declared()), Amount::Number(fixed("12.5")), most("12"));
    assert_eq!(
        finding(&low),
        "0.5 too high: the recorded value (readiness score) is 12.5, at most 12 is allowed"
    );
}

#[test]
fn large_numbers_have_marks_between_thousands() {
    let told = measured("wins.announced_share", share(12_345, 1_000_000), least("0.5"));
    assert_eq!(
        finding(&told),
        "487,655 more affected people needed: 12,345 of 1,000,000 have been told of the win, \
         500,000 make 50 %"
    );
}

#[test]
fn approvals_that_saw_other_evidence_are_said_to_be_due_again() {
    assert_eq!(finding(&approvals(0, "1", 0)), "1 more approval by works_council needed: 0 of 1");
    assert_eq!(
        finding(&approvals(0, "2", 2)),
        "2 more approvals by works_council needed: 0 of 2 – 2 approvals saw other evidence and \
         have to be given again: ben (barrier_review and need changed since), carla (barrier_review \
         and need changed since)"
    );
    let any_of = Remedy {
        roles: vec!["works_council".parse().unwrap(), "finance".parse().unwrap()],
        ..approvals(0, "1", 0).remedy
    };
    assert_eq!(
        finding(&Finding { remedy: any_of, ..approvals(0, "1", 0) }),
        "1 more approval by works_council or finance needed: 0 of 1"
    );
    assert_eq!(
        finding(&found(Subject::Approval, share(1, 4), least("0.5"))),
        "1 more approval by works_council needed: 1 of 4 approve, 2 make 50 %"
    );
    assert_eq!(
        help(&approvals(0, "1", 0)).unwrap(),
        "works_council (held by carla) can approve `council-agrees` with gate_approve"
    );
    let nobody = Remedy { holders: Vec::new(), ..approvals(0, "1", 0).remedy };
    assert_eq!(
        help(&Finding { remedy: nobody, ..approvals(0, "1", 0) }).unwrap(),
        "nobody holds the role works_council yet: an owner assigns it with role_assign"
    );
}

#[test]
fn a_rejection_says_whose_it_is_and_why() {
    let it = rejected(2, "2", &[("ben", "It is too early."), ("carla", "Nobody was asked.")]);
    assert_eq!(
        finding(&it),
        "2 approvals by works_council: 2 were needed – blocked, because it was rejected and that was \
         not taken back: ben for carla, “It is too early”; carla, “Nobody was asked”"
    );
    assert_eq!(
        help(&it).unwrap(),
        "ben, carla can take the rejection back with gate_reject_withdraw, or approve after all with \
         gate_approve"
    );
}

#[test]
fn what_is_unknown_says_what_would_make_it_known() {
    let managers = |why| finding(&unknown("urgency.managers_convinced", least("0.75"), why));
    assert_eq!(
        managers(Why::NothingRecorded(Kind::UrgencyPulse)),
        "not known yet: no anonymous survey (urgency_pulse) has been recorded"
    );
    assert_eq!(
        managers(Why::MoreThanScope { have: 42, of: 40 }),
        "not known: 42 managers were counted, but the scope has only 40"
    );
    let why = Why::NobodyLooked { kind: Kind::BarrierReview, within_days: 90 };
    let barriers = unknown("enable.open_critical_barriers", most("0"), why);
    assert_eq!(
        finding(&barriers),
        "not known: nobody looked for critical barriers within the last 90 days (no barrier_review)"
    );
    assert_eq!(
        help(&barriers).unwrap(),
        "owner, sponsor, lead, member or pilot owner (held by anna, ben) can record \
         barrier_review with record_add"
    );
    assert_eq!(help(&convinced(31)), None);
}

#[test]
fn what_is_missing_is_named_up_to_eight() {
    let charters = measured("coalition.charters_accepted", share(1, 3), least("1"));
    assert_eq!(
        finding(&lacking(charters, &["HR", "Sales"])),
        "2 more role charters needed: 1 of 3 accepted, 3 make 100 % – missing: HR, Sales"
    );
    let needs = measured("urgency.needs_triaged", share(3, 15), least("1"));
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    assert_eq!(
        finding(&lacking(needs, &names)),
        "12 more needs to triage: 3 of 15 triaged, 15 make 100 % – not there yet: a, b, c, d, e, \
         f, g, h and 4 more"
    );
}

#[test]
fn a_blocked_gate_says_every_must_in_the_way() {
    let report = report(Step::Urgency, vec![convinced(29), convinced(31), wins(0)]);
    let sentence = blocked(&report);
    assert_eq!(
        sentence,
        "The gate of step 1, urgency, is not open: 1 more manager needed: 29 of 40 agree, 30 \
         make 75 %; 1 more verified win needed: 0 of 1."
    );
    assert!(report.in_the_way(Class::Must).all(|it| sentence.contains(&finding(it))));
    assert_eq!(verdict(&report), "blocked: 1 of 3 musts are met");
    assert_eq!(
        refusal(&Refusal::GateBlocked(Box::new(report))),
        format!("{sentence} gate_explain shows who can act on what.")
    );
}

#[test]
fn a_gate_blocked_by_shoulds_says_how_many_it_takes() {
    let musts = [31, 32, 33, 34].map(convinced);
    let shoulds = [wins(0), wins(1), convinced(29)].map(should);
    let report = report(Step::Enlist, musts.into_iter().chain(shoulds).collect());
    assert_eq!(
        blocked(&report),
        "The gate of step 4, enlist, is not open. Of its 3 should criteria 1 is met and 3 are \
         needed, so 2 more of these: 1 more verified win needed: 0 of 1; 1 more manager needed: \
         29 of 40 agree, 30 make 75 %."
    );
    assert_eq!(
        verdict(&report),
        "blocked: all 4 musts are met, but only 1 of 3 shoulds, and it takes 3"
    );
}

#[test]
fn an_open_gate_says_so() {
    let report = report(Step::Urgency, [31, 32, 33, 34].map(convinced).into());
    assert_eq!(verdict(&report), "open: all 4 musts are met");
    assert_eq!(step_title(Step::Urgency), "Create a sense of urgency");
}
