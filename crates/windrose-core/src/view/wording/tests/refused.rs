//! Refusals, problems and lines of the timeline, word for word.

use crate::rules::access::AccountKind;
use crate::rules::command::{Decision, Reason};
use crate::rules::ids::Digest;
use crate::rules::record::{Kind, Problem, Unknown};
use crate::rules::refusal::{FourEyes, Refusal, Thing};
use crate::rules::step::Step;

use super::super::messages::{Join, list, percent, percent_of, plain};
use super::super::{advice, event, problem, refusal};
use super::events::{account, decided};
use super::facts::{fixed, people, role};
use super::refusals::{four_eyes, invalid, not_found, role_full};
use super::samples::{not_declared, out_of_bounds};

#[test]
fn what_is_not_found_has_a_neighbour_or_a_list() {
    let near = not_found(Thing::Initiative, &["learning"]);
    assert_eq!(refusal(&near), "There is no initiative `lerning`; did you mean `learning`?");
    assert_eq!(
        refusal(&not_found(Thing::Workflow, &[])),
        "There is no workflow `lerning`; workflow_list lists them."
    );
    assert_eq!(advice(&near), "initiative_list");
}

#[test]
fn a_missing_role_says_who_holds_it_or_who_gives_it() {
    let needed = |holders: &[&str]| Refusal::RoleNeeded {
        what: "approve",
        roles: vec![role("works_council")],
        holders: people(holders),
    };
    assert_eq!(
        refusal(&needed(&["carla"])),
        "Only a holder of the role works_council may approve this: ask carla, or an owner to give \
         you the role with role_assign."
    );
    assert_eq!(
        refusal(&needed(&[])),
        "Only a holder of the role works_council may approve this, and nobody holds it yet: an \
         owner assigns it with role_assign."
    );
}

#[test]
fn four_eyes_say_whose_the_second_pair_is() {
    let verifies = four_eyes(FourEyes::AuthorVerifies, &["dora"]);
    assert_eq!(
        refusal(&verifies),
        "Whoever recorded a win does not verify it: somebody else has to record the verification, \
         with record_add. Ask dora."
    );
    assert_eq!(advice(&verifies), "record_add");
    assert_eq!(advice(&four_eyes(FourEyes::LeadDecides, &[])), "role_assign");
}

#[test]
fn evidence_is_looked_at_first() {
    let unseen =
        Refusal::EvidenceChanged { step: Step::Urgency, seen: None, current: Digest::of(b"now") };
    assert_eq!(
        refusal(&unseen),
        "Look first: gate_explain shows the evidence of step 1, urgency. Give its `seen` with \
         your decision."
    );
    assert_eq!(advice(&unseen), "gate_explain");
}

#[test]
fn faults_stand_with_their_places_up_to_five() {
    assert_eq!(
        refusal(&invalid(&["/a", "/b", "/c", "/d", "/e", "/f"])),
        "This cannot be taken as it is – `/a`: it has to lie between 1 and 5; `/b`: it has to lie \
         between 1 and 5; `/c`: it has to lie between 1 and 5; `/d`: it has to lie between 1 and \
         5; `/e`: it has to lie between 1 and 5; and 1 more. Nothing was stored: correct it and \
         call again."
    );
}

#[test]
fn problems_say_what_is_possible_instead() {
    assert_eq!(
        problem(&Problem::TooFewAnswers { answered: 4 }),
        "only 4 answered: fewer than 5 answers are never kept, because a person could be guessed; \
         record each as a `stance`, or ask more people"
    );
    assert_eq!(
        problem(&Problem::MoreThan { have: 36, whole: "answered_n", of: 30 }),
        "36 is more than answered_n (30)"
    );
}

#[test]
fn problems_of_declared_fields_say_what_the_workflow_declares() {
    assert_eq!(
        problem(&not_declared(Unknown::Field, &["score"], &["score", "team"])),
        "there is no field `scor` (did you mean `score`?)"
    );
    assert_eq!(
        problem(&not_declared(Unknown::Choice, &[], &["before", "after"])),
        "there is no choice `scor`, but `before` or `after`"
    );
    assert_eq!(
        problem(&not_declared(Unknown::Kind, &[], &[])),
        "there is no kind `scor`, for the workflow declares none"
    );
    assert_eq!(
        problem(&out_of_bounds(Some("7"), Some("28"), Some("points"))),
        "it has to lie between 7 and 28 points"
    );
    assert_eq!(problem(&out_of_bounds(Some("0.5"), None, None)), "it has to be at least 0.5");
}

#[test]
fn what_a_workflow_limits_says_what_helps() {
    let kind = Kind::UrgencyPulse;
    assert_eq!(
        refusal(&Refusal::Excluded { kind, workflow: "by-name".parse().unwrap() }),
        "The workflow by-name does without anonymous surveys, so nothing of the kind \
         `urgency_pulse` is recorded here. gate_explain shows what is asked for instead, and \
         workflow_get what is excluded."
    );
    let full = role_full(1, &["anna"]);
    assert_eq!(
        refusal(&full),
        "The role finance is held by at most one person at once, and now by anna. An owner has to \
         take it back with role_revoke first."
    );
    assert_eq!(advice(&full), "role_revoke");
}

#[test]
fn the_timeline_tells_what_happened() {
    assert_eq!(
        event(&decided(Decision::Go, false, None)),
        "Gate of urgency decided: go, in the role sponsor"
    );
    let stop = Decision::Stop { reason: Reason::NoSponsor };
    assert_eq!(
        event(&decided(stop, false, Some("We ask again\nnext year."))),
        "Gate of urgency decided: stop (nobody at the top stands for it), in the role sponsor – \
         We ask again next year"
    );
}

#[test]
fn the_timeline_tells_no_names() {
    let added = event(&account(AccountKind::Person, None));
    assert_eq!(added, "Added the person p-17");
    assert!(
        super::samples::sentences()
            .iter()
            .all(|(_, it)| !it.contains("Example") && !it.contains('@'))
    );
}

#[test]
fn percentages_round_without_claiming_all_or_none() {
    assert_eq!(percent(fixed("0.775")), "77.5");
    assert_eq!(percent(fixed("0.666667")), "66.6667");
    assert_eq!([percent_of(2, 3), percent_of(1, 3), percent_of(30, 40)], ["66.7", "33.3", "75"]);
    assert_eq!([percent_of(9_999, 10_000), percent_of(1, 10_000)], ["99.9", "0.1"]);
    assert_eq!([percent_of(0, 40), percent_of(40, 40)], ["0", "100"]);
}

#[test]
fn what_people_wrote_fits_in_a_line() {
    assert_eq!(plain(" Late\n\treports. ", 80), "Late reports");
    assert_eq!(plain("Häufig zu spät", 7), "Häufig…");
    assert_eq!(list(Join::Or, ["a", "b", "c"], 6), "a, b or c");
    assert_eq!(list(Join::And, ["a"], 6), "a");
    assert_eq!(list(Join::Comma, [""; 0], 6), "");
}
