//! What practitioners ask at each of the eight gates, row by row, and the criterion of `workflows/kotter.json` that asks
//! it: in the class and with the bound that are usual. What nothing can ask yet is listed with the reason; what
//! windrose asks besides is listed as its own.

use serde_json::Value;

use super::{none, read};

use Class::{Info, Must, Should};

/// How much a criterion weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Must,
    Should,
    Info,
}

/// A row: what is asked; its class; its bound, as [`bound`] writes it; the criterion that asks it, or why none does.
type Row = (&'static str, Class, &'static str, Result<&'static str, &'static str>);

const PROJECT: &str = "nothing says yet who works for the project";
const WAIVERS: &str = "comes with waivers: it stops only what nobody has waived";

const URGENCY: &[Row] = &[
    ("managers who agree, of all in scope", Must, ">= 0.75", Ok("managers-convinced")),
    (
        "top executives who agree: all but one",
        Must,
        r#">= 1 {"may_miss":1}"#,
        Ok("executives-convinced"),
    ),
    // At least five answers: fewer are refused when they are recorded, whatever a workflow says.
    ("managers who answered", Must, ">= 0.6", Ok("survey-answered")),
    ("employees who know the need and its reason", Should, "> 0.5", Ok("employees-aware")),
    ("indicators with baseline, target and owner", Must, ">= 1", Ok("indicator-ready")),
    ("needs that are triaged", Must, ">= 1", Ok("needs-triaged")),
    // A share of the volunteers that a change of this size needs.
    ("people who volunteer, by the size of the change", Should, ">= 1", Ok("volunteers-enough")),
    ("follow-through against success, with numbers", Should, ">= 1", Ok("follow-through-shown")),
];

const COALITION: &[Row] = &[
    // By default each power has to be held by two members at level 2.
    ("each of four powers held twice at level 2", Must, ">= 4", Ok("powers-held")),
    ("levels of hierarchy that are there", Must, ">= 1", Ok("levels-there")),
    ("affected people within two steps of a member", Must, ">= 0.8", Ok("people-reached")),
    ("affected units with a member of their own", Should, ">= 0.6", Ok("units-with-member")),
    (
        "members without a deputy whose loss cuts off a tenth",
        Must,
        "<= 0",
        Ok("nobody-hard-to-spare"),
    ),
    ("median attendance within 90 days", Must, ">= 0.7", Ok("meetings-attended")),
    ("members at their desired commitment", Should, ">= 0.75", Ok("desired-commitment")),
    ("charters accepted by HR and every managing unit", Must, ">= 1", Ok("charters-accepted")),
    // Three to five to begin with; there is no upper bound, because many more are usual in large organisations.
    ("size of the coalition", Info, ">= 3", Ok("size")),
    ("answers to a survey in which people name people", Info, ">= 0.8", Ok("network-answered")),
];

const VISION: &[Row] = &[
    ("minutes it takes to tell", Must, "<= 5", Ok("told-in-five-minutes")),
    ("the same in words", Must, "<= 700", Ok("short-enough")),
    // Of eight listeners or more: by default of the measure.
    ("listeners who understand and are interested", Should, ">= 0.8", Ok("listeners-understand")),
    ("mean of the weakest quality", Should, ">= 3.5", Ok("no-weak-quality")),
    ("interventions that reach an impact", Must, ">= 1", Ok("line-of-sight")),
    ("actions and policies that trace back", Must, ">= 1", Ok("strategy-traced")),
    ("activities for which exactly one answers", Must, ">= 1", Ok("one-answers-for-each")),
    ("of four parties those that have a duty", Must, ">= 4", Ok("every-party-has-a-duty")),
];

const ENLIST: &[Row] = &[
    ("people reached three times in 60 days", Must, ">= 0.7", Ok("reached-often")),
    ("share of all that is said", Should, ">= 0.058", Ok("share-of-all-that-is-said")),
    ("channels", Should, ">= 5", Ok("many-channels")),
    ("two-way share", Must, ">= 0.3", Ok("two-way")),
    ("longest silence of a unit in days", Must, "<= 30", Ok("no-unit-left-alone")),
    ("people who know the change and its reason", Must, ">= 0.8", Ok("known-with-its-reason")),
    ("questions answered within ten working days", Should, ">= 0.9", Ok("questions-answered")),
    ("personal impact told by supervisors", Should, ">= 0.5", Ok("personal-from-supervisor")),
    ("examples set, by member and month", Should, ">= 1", Ok("leaders-set-examples")),
];

const ENABLE: &[Row] = &[
    ("open critical barriers", Must, "<= 0", Ok("no-critical-barrier")),
    ("high barriers closed or accepted", Must, ">= 0.8", Ok("high-barriers-settled")),
    ("median days to close", Should, "<= 30", Ok("gone-within-a-month")),
    // By default a weight counts from 5 to 20 per cent.
    ("managers with learning in their key result areas", Must, ">= 0.9", Ok("managers-with-kra")),
    ("managers at level 2 in three skills", Must, ">= 0.8", Ok("managers-skilled")),
    ("extra effort in per cent", Should, "<= 10", Ok("extra-effort-bearable")),
    (
        "learners briefed, and debriefed within 14 days",
        Should,
        ">= 0.7",
        Ok("briefed-and-debriefed"),
    ),
    ("major changes at once: a warning", Should, "<= 3", Ok("not-too-much-at-once")),
    ("major changes at once: a stop", Must, "<= 5", Err(WAIVERS)),
];

const WINS: &[Row] = &[
    ("verified wins", Must, ">= 1", Ok("win-verified")),
    // Eighteen months.
    ("days until the first win", Must, "<= 548", Ok("win-soon")),
    ("affected people who were told", Must, ">= 0.5", Ok("win-told")),
    ("wins that are no chance", Must, ">= 1", Ok("win-beyond-chance")),
    ("wins on a chain to the vision", Must, ">= 1", Ok("win-serves-vision")),
    ("wins measured at level 3", Should, ">= 1", Ok("behaviour-changed")),
    ("units that contributed", Should, ">= 2", Ok("several-units")),
    ("wins with a comparison", Should, ">= 1", Ok("win-compared")),
    ("wins that were planned", Info, ">= 1", Ok("win-was-planned")),
];

const SUSTAIN: &[Row] = &[
    ("closed cycles in each pilot", Must, ">= 2", Ok("cycles-closed")),
    ("planned units that adopted", Must, ">= 0.7", Ok("units-adopted")),
    ("adoption at target twice, and not falling", Must, "is true", Ok("adoption-at-target")),
    ("follow-on projects of wins", Should, ">= 1", Ok("follow-on-started")),
    ("days since improvements were talked about", Should, "<= 30", Ok("improvements-asked")),
    ("managers who still find it urgent", Should, ">= 0.6", Ok("still-urgent")),
];

const INSTITUTE: &[Row] = &[
    // By default it has to have met within 100 days.
    ("council with a charter that meets", Must, "is true", Ok("body-in-charge")),
    (
        "in management onboarding",
        Must,
        r#">= 1 {"type":"onboarding_module"}"#,
        Ok("onboarding-contains-it"),
    ),
    ("manifesto", Must, r#">= 1 {"type":"manifesto"}"#, Ok("manifesto-published")),
    // After 6 and 12 months.
    ("checks at target", Must, ">= 2", Ok("held-for-a-year")),
    ("six features: none lower, five points more", Should, "is true", Ok("learning-is-a-habit")),
    ("successor of the sponsor", Must, "is true", Ok("successor-ready")),
    ("budget line", Should, r#">= 1 {"type":"budget_line"}"#, Ok("money-set-aside")),
    ("owner outside the project", Should, "is true", Err(PROJECT)),
    ("years since the start: three to ten", Info, ">= 3", Ok("years-on-the-way")),
];

const ROWS: [(&str, &[Row]); 8] = [
    ("urgency", URGENCY),
    ("coalition", COALITION),
    ("vision", VISION),
    ("enlist", ENLIST),
    ("enable", ENABLE),
    ("wins", WINS),
    ("sustain", SUSTAIN),
    ("institute", INSTITUTE),
];

/// What windrose asks besides, with why.
const OWN: &[(&str, &str, &str)] = &[
    ("urgency", "needs-heard", "one need is an anecdote"),
    ("urgency", "follow-through-pays", "that it is shown does not say that it pays"),
    ("urgency", "complacency-answered", "sources of complacency are recorded"),
    ("urgency", "no-training-against-answers", "the triage may be overridden"),
    ("urgency", "outcomes-looked-at", "whoever overrides it has to look again"),
    ("coalition", "members-enough", "one member of a unit may leave"),
    ("coalition", "powers-in-reserve", "what a deputy is where there is no directory"),
    ("coalition", "chain-of-sponsors", "a manager who gives no sign"),
    ("coalition", "no-single-driver", "a coalition of one"),
    ("coalition", "in-touch", "a coalition on paper"),
    ("coalition", "not-hr-alone", "a coalition of HR only"),
    ("coalition", "no-echo-chamber", "an echo chamber"),
    ("coalition", "champion-not-worn-out", "the load on champions"),
    ("vision", "no-level-skipped", "a chain of one link traces too"),
    ("vision", "time-to-discuss", "a vision is not settled in a day"),
    ("vision", "diagnoses-answered", "a diagnosis without a policy"),
    ("vision", "learning-fits-work", "the split of learning is recorded"),
    ("enlist", "said-often", "three times in 60 days can be three mails"),
    ("enlist", "long-enough-to-tell", "silence shows only after a month"),
    ("enable", "a-barrier-is-gone", "none open may mean that none was touched"),
    ("enable", "looked-twice", "barriers come back"),
    ("wins", "measured-three-times", "three points make a run"),
    ("wins", "pilot-large-enough", "few people show little"),
    ("wins", "no-pilot-blocked", "a plan that waits for what failed"),
    ("sustain", "more-than-one-place", "a pilot that nobody follows"),
    ("sustain", "kept-up-for-a-quarter", "sustaining takes time"),
    ("institute", "time-to-become-habit", "a habit takes time"),
    ("institute", "anchored-in-writing", "a signal of what is not anchored"),
    ("institute", "adoption-holds", "a relapse shows in the periods"),
];

/// The bound of a criterion, with the parameters that it sets.
fn bound(criterion: &Value) -> String {
    let bounds = [("at_least", ">="), ("more_than", ">"), ("at_most", "<="), ("is", "is")];
    let given = bounds.iter().filter_map(|(field, sign)| Some((sign, criterion.get(field)?)));
    let bound = given.map(|(sign, bound)| format!("{sign} {bound}")).collect::<String>();
    criterion.get("with").map_or(bound.clone(), |with| format!("{bound} {with}"))
}

#[test]
fn the_general_workflow_asks_what_practitioners_ask() {
    let file: Value = serde_json::from_str(&read("workflows/kotter.json")).unwrap();
    let mut faults = Vec::new();
    let mut fault = |gate: &str, problem: String| faults.push(format!("{gate}: {problem}"));
    for (gate, rows) in ROWS {
        let criteria = file["gates"][gate]["criteria"].as_array().unwrap();
        let id = |it: &Value| it["id"].as_str().unwrap().to_owned();
        let own = || OWN.iter().filter(|(at, ..)| *at == gate).map(|(_, id, _)| *id);
        for (what, class, wanted, carried) in rows {
            let Ok(name) = carried else { continue };
            let Some(it) = criteria.iter().find(|it| id(it) == *name) else {
                fault(gate, format!("nothing asks for {what}: there is no criterion {name}"));
                continue;
            };
            let is = match it["class"].as_str() {
                None | Some("must") => Must,
                Some("should") => Should,
                _ => Info,
            };
            if is != *class {
                fault(gate, format!("{name} is {is:?}, and {what} is asked as {class:?}"));
            }
            if bound(it) != *wanted {
                fault(gate, format!("{name} asks {}, and {what} is asked {wanted}", bound(it)));
            }
        }
        for it in criteria.iter().map(id) {
            let carries = rows.iter().filter(|(.., carried)| *carried == Ok(it.as_str())).count();
            let times = carries + own().filter(|own| *own == it).count();
            if times != 1 {
                fault(gate, format!("{it} is listed {times} times, as a row or as windrose's own"));
            }
        }
        for name in own().filter(|name| !criteria.iter().any(|it| id(it) == *name)) {
            fault(gate, format!("{name} is listed as windrose's own and is no criterion"));
        }
    }
    none(&faults);
}
