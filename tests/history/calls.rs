//! What clients ask for, and what they make of the answers.

use serde_json::{Value, json};

use super::record::{Asked, Demand, Fact, Outcome};
use crate::conduct::Chance;
use crate::daemon::need;

/// The initiatives begin so.
pub(super) const BEGINS: &str = "linear-";

/// How many there are.
const INITIATIVES: usize = 3;

/// The steps that are decided; few, so that many clients meet at one gate.
const STEPS: [&str; 3] = ["urgency", "vision", "wins"];

/// Who is given a role and loses it again.
const GUESTS: [&str; 2] = ["outsider", "viewer"];

/// A call with everything that it takes to judge its answer, and to send it again.
#[derive(Clone)]
pub(super) struct Call {
    /// Whose token is sent.
    pub(super) by: &'static str,
    pub(super) params: Value,
    pub(super) asked: Asked,
    /// It has a key, so that it may be sent again.
    pub(super) keyed: bool,
    kind: Kind,
}

#[derive(Clone)]
enum Kind {
    Write { step: &'static str, guest: &'static str },
    Board,
    Records { after: u64 },
    Gate { step: &'static str },
    Timeline,
    DryRun,
}

/// What a client remembers of what it was told, to ask sensible questions.
#[derive(Default, Clone)]
pub(super) struct Memory {
    pub(super) version: u64,
    needs: u64,
    seen: Vec<(&'static str, Value)>,
    passed: Vec<&'static str>,
}

impl Memory {
    fn saw(&mut self, step: &'static str, seen: &Value) {
        self.seen.retain(|(it, _)| *it != step);
        self.seen.push((step, seen.clone()));
    }
}

pub(super) fn initiatives() -> impl Iterator<Item = String> {
    (0..INITIATIVES).map(|it| format!("{BEGINS}{it}"))
}

/// A workflow with gates that open with the first stance and are shut again by nothing.
pub(super) fn workflow() -> String {
    let criterion = json!({
        "id": "said", "records": "stance", "at_least": 1, "why": "It has to be.", "source": "a test",
    });
    let gates = windrose_core::rules::step::Step::ALL
        .map(|step| {
            let gate = json!({"purpose": "A test.", "criteria": [criterion]});
            (step.name().to_owned(), gate)
        })
        .into_iter()
        .collect::<serde_json::Map<_, _>>();
    json!({
        "name": "linear", "title": "Linear", "summary": "For many clients at once.", "gates": gates,
        "tests": [{
            "name": "nothing", "gate": "urgency", "today": "2026-01-05",
            "expect": {"verdict": "blocked", "unmet": ["said"]},
        }],
    })
    .to_string()
}

fn write(by: &'static str, method: &str, initiative: &str, mark: &str, mut params: Value) -> Call {
    params["initiative"] = initiative.into();
    params["idempotency_key"] = mark.into();
    let asked = Asked {
        method: method.to_owned(),
        initiative: initiative.to_owned(),
        mark: Some(mark.to_owned()),
        expected: None,
        demands: Vec::new(),
    };
    Call { by, params, asked, keyed: true, kind: Kind::Write { step: "", guest: "" } }
}

fn stance() -> Value {
    json!({"kind": "stance", "data": {
        "person": "sponsor", "audience": "top_executive", "position": "convinced",
    }})
}

/// What opens an initiative and gives everybody their roles.
pub(super) fn opening(initiative: &str) -> Vec<Call> {
    let mark = |what: &str| format!("{initiative}-{what}");
    let open = json!({"title": "Linear", "workflow": "linear", "mode": "concurrent"});
    let mut calls = vec![write("owner", "initiative_open", initiative, &mark("open"), open)];
    for (person, role) in
        [("sponsor", "sponsor"), ("controller", "sponsor"), ("lead", "lead"), ("member", "member")]
    {
        let role = json!({"person": person, "role": role});
        calls.push(write("owner", "role_assign", initiative, &mark(person), role));
    }
    let records = json!({"records": [stance()]});
    calls.push(write("lead", "record_add", initiative, &mark("stance"), records));
    calls
}

/// What is asked for, and how often.
const WEIGHTS: &[(usize, &str)] = &[
    (20, "need"),
    (2, "stance"),
    (8, "role"),
    (16, "go"),
    (8, "again"),
    (12, "due"),
    (40, "read"),
];

/// A call by chance.
pub(super) fn any(chance: &mut Chance, mark: &str, memory: &[Memory]) -> (usize, Call) {
    let which = chance.below(INITIATIVES);
    let initiative = format!("{BEGINS}{which}");
    let memory = &memory[which];
    let (step, guest) = (*chance.of(&STEPS), *chance.of(&GUESTS));
    let demand = |name: String, value: &str, holds| Demand { fact: Fact::new(name, value), holds };
    let state = || format!("step {step}");
    let (_, what) = chance.weighted(WEIGHTS);
    let mut call = match what {
        "need" => {
            let by = *chance.of(&["owner", "lead", "member"]);
            let more = (0..chance.below(3)).map(|it| need(&format!("{mark}/{it}")));
            let records: Vec<Value> = std::iter::once(need(mark)).chain(more).collect();
            let mut call = write(by, "record_add", &initiative, mark, json!({"records": records}));
            if chance.one_in(5) {
                call.keyed = false;
                call.params.as_object_mut().unwrap().remove("idempotency_key");
            }
            call
        }
        "stance" => write("lead", "record_add", &initiative, mark, json!({"records": [stance()]})),
        "role" => {
            let assign = chance.one_in(2);
            let method = if assign { "role_assign" } else { "role_revoke" };
            let params = json!({"person": guest, "role": "viewer"});
            let mut call = write("owner", method, &initiative, mark, params);
            call.asked.demands = vec![demand(format!("role {guest}"), "held", !assign)];
            call
        }
        "go" => {
            let by = *chance.of(&["sponsor", "controller"]);
            let seen = memory.seen.iter().find(|(it, _)| *it == step);
            match seen {
                Some((_, seen)) if !memory.passed.contains(&step) || chance.one_in(6) => {
                    let params = json!({"step": step, "decision": "go", "seen": seen});
                    let mut call = write(by, "gate_decide", &initiative, mark, params);
                    let seen = seen.as_str().unwrap();
                    call.asked.demands = vec![
                        demand(state(), "passed", false),
                        demand(format!("seen {step}"), seen, true),
                    ];
                    call
                }
                _ => return (which, reading(chance, &initiative, 0, step, memory)),
            }
        }
        "again" if memory.passed.contains(&step) || chance.one_in(6) => {
            let by = *chance.of(&["sponsor", "controller"]);
            let params = json!({"step": step, "reason": "To do it again."});
            let mut call = write(by, "step_reopen", &initiative, mark, params);
            call.asked.demands = vec![demand(state(), "open", false)];
            call
        }
        "due" => {
            let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
            let days = i64::try_from(chance.below(3_000)).unwrap() + 60;
            let due = today.saturating_add(jiff::Span::new().days(days));
            // One day for each warning, so that no deadline is set to what it is already.
            let warn = chance.below(50);
            let params = json!({"step": step, "due_on": due, "warn_days": warn});
            let mut call = write("lead", "step_due", &initiative, mark, params);
            call.asked.demands = vec![demand(state(), "passed", false)];
            call
        }
        _ => {
            let kind = chance.below(5);
            return (which, reading(chance, &initiative, kind, step, memory));
        }
    };
    call.kind = Kind::Write { step, guest };
    if chance.one_in(6) {
        call.asked.expected = Some(memory.version);
        call.params["expected_version"] = memory.version.into();
    }
    (which, call)
}

/// A call that reads.
pub(super) fn reading(
    chance: &mut Chance,
    initiative: &str,
    kind: usize,
    step: &'static str,
    memory: &Memory,
) -> Call {
    let some = |chance: &mut Chance, most: u64| {
        most.saturating_sub(u64::try_from(chance.below(30)).unwrap())
    };
    let (method, kind, params) = match kind {
        0 => ("gate_explain", Kind::Gate { step }, json!({"step": step})),
        1 => {
            let after = some(chance, memory.needs);
            let mut params = json!({"kind": "need", "limit": 100});
            if after > 0 {
                params["cursor"] = format!("need-{after}").into();
            }
            ("record_list", Kind::Records { after }, params)
        }
        2 => {
            let from = some(chance, memory.version).max(1);
            let params = json!({"cursor": from.to_string(), "limit": 50});
            ("timeline_read", Kind::Timeline, params)
        }
        3 => {
            let params = json!({"records": [need("never to be seen")], "dry_run": true});
            ("record_add", Kind::DryRun, params)
        }
        _ => ("initiative_get", Kind::Board, json!({})),
    };
    let mut call = write("lead", method, initiative, "", params);
    call.params.as_object_mut().unwrap().remove("idempotency_key");
    (call.asked.mark, call.keyed, call.kind) = (None, false, kind);
    call
}

impl Call {
    /// What an answer says, and what is to be remembered of it.
    pub(super) fn outcome(&self, answer: &Value, memory: &mut Memory) -> Outcome {
        let read = match answer.get("error") {
            Some(error) => self.refused(error, memory),
            None => self.result(&answer["result"], memory),
        };
        read.unwrap_or_else(|| Outcome::Strange(answer.to_string()))
    }

    fn result(&self, it: &Value, memory: &mut Memory) -> Option<Outcome> {
        let version = it["version"].as_u64()?;
        memory.version = memory.version.max(version);
        let mut at_that_version = Some(version);
        let mut says = Vec::new();
        match self.kind {
            Kind::Write { .. } => {
                let replayed = it["replayed"].as_bool()?;
                // The records are numbered in the order of the call.
                for (id, record) in it["records"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .zip(self.params["records"].as_array().into_iter().flatten())
                {
                    if let Some(text) = record["data"]["statement"].as_str() {
                        says.push(Fact::new(id.as_str()?, text));
                    }
                }
                let at = it["at"].as_str()?.to_owned();
                return Some(Outcome::Done { version, at, replayed, says });
            }
            Kind::DryRun => at_that_version = Some(version - 1),
            Kind::Gate { step } => {
                memory.saw(step, &it["seen"]);
                memory.passed.retain(|it| *it != step);
                if it["state"] == "passed" {
                    memory.passed.push(step);
                }
                says.push(Fact::new(format!("step {step}"), it["state"].as_str()?));
                says.push(Fact::new(format!("seen {step}"), it["seen"].as_str()?));
            }
            Kind::Records { after } => {
                let records = it["records"].as_array()?;
                for record in records {
                    let text = record["data"]["statement"].as_str()?;
                    says.push(Fact::new(record["record"].as_str()?, text));
                }
                let needs = after + u64::try_from(records.len()).ok()?;
                memory.needs = memory.needs.max(needs);
                if it.get("cursor").is_none() {
                    let needs = if needs == 0 { String::new() } else { needs.to_string() };
                    says.push(Fact::new("needs", needs));
                }
            }
            Kind::Timeline => {
                let mut lines = std::collections::BTreeMap::<u64, Vec<&str>>::new();
                for line in it["lines"].as_array()? {
                    lines
                        .entry(line["version"].as_u64()?)
                        .or_default()
                        .push(line["event"].as_str()?);
                }
                for (version, events) in lines {
                    says.push(Fact::new(format!("line {version}"), events.join(" ")));
                }
                if it.get("cursor").is_some() {
                    at_that_version = None;
                }
            }
            Kind::Board => board(it, &mut says)?,
        }
        Some(Outcome::Read { version: at_that_version, says })
    }

    fn refused(&self, error: &Value, memory: &mut Memory) -> Option<Outcome> {
        let data = &error["data"];
        match data["kind"].as_str()? {
            "version_conflict" => {
                let version = Some(data["actual"].as_u64()?);
                return Some(Outcome::Refused { version, says: Vec::new() });
            }
            "unavailable" if data["committed"] == "no" => return Some(Outcome::TurnedAway),
            "unavailable" => return Some(Outcome::Unknown),
            _ => {}
        }
        let Kind::Write { step, guest } = self.kind else { return None };
        let fact = match (data["refusal"].as_str()?, self.asked.method.as_str()) {
            ("step_not_open", "gate_decide") | ("step_passed", "step_due") => {
                memory.passed.push(step);
                Fact::new(format!("step {step}"), "passed")
            }
            ("step_not_open", "step_reopen") => {
                memory.passed.retain(|it| *it != step);
                Fact::new(format!("step {step}"), "open")
            }
            ("evidence_changed", "gate_decide") => {
                memory.saw(step, &data["seen"]);
                Fact::new(format!("seen {step}"), data["seen"].as_str()?)
            }
            ("role_unchanged", "role_assign") => Fact::new(format!("role {guest}"), "held"),
            ("role_unchanged", "role_revoke") => Fact::new(format!("role {guest}"), ""),
            _ => return None,
        };
        Some(Outcome::Refused { version: None, says: vec![fact] })
    }
}

fn board(it: &Value, says: &mut Vec<Fact>) -> Option<()> {
    for step in it["steps"].as_array()? {
        let name = step["step"].as_str()?;
        says.push(Fact::new(format!("step {name}"), step["state"].as_str()?));
        says.push(Fact::new(format!("due {name}"), step["due_on"].as_str().unwrap_or("")));
    }
    for guest in GUESTS {
        let held = it["roles"].get(guest).is_some();
        says.push(Fact::new(format!("role {guest}"), if held { "held" } else { "" }));
    }
    for (name, kind) in [("needs", "need"), ("stances", "stance")] {
        let count = it["records"][kind].as_u64().unwrap_or(0);
        says.push(Fact::new(name, if count == 0 { String::new() } else { count.to_string() }));
    }
    let decisions = it["decisions"].as_array()?.len();
    let decisions = if decisions == 0 { String::new() } else { decisions.to_string() };
    says.push(Fact::new("decisions", decisions));
    Some(())
}
