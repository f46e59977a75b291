//! A gate as a checklist: what is there, what is missing, who can do something about it, and the button that does it.

use maud::{Markup, html};
use windrose_core::engine::Look;
use windrose_core::rules::criterion::Class;
use windrose_core::rules::fixed::share_needs;
use windrose_core::rules::gate::Verdict;
use windrose_core::rules::ids::PersonId;
use windrose_core::rules::initiative::Phase;
use windrose_core::rules::role::Permission;
use windrose_core::rules::step::Step;
use windrose_core::view::report::{Explanation, FindingView};

use super::records::kind_words;
use super::visit::Visit;
use super::words::{self, date, t, t_with};

/// Who reads, and what they may do: for buttons that are worth pressing. The rules are asked again when one is.
pub(super) struct Reader<'a> {
    visit: &'a Visit,
    look: &'a Look,
    /// What is shown is as it was, closed, or to be read only: nothing can be done there.
    past: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn of(visit: &'a Visit, look: &'a Look) -> Self {
        let closed = look.initiative.phase != Phase::Running;
        Self { visit, look, past: closed || visit.asked("as_of").is_some() }
    }

    /// Shows and offers nothing: for a page that has its own button.
    pub(super) fn only(visit: &'a Visit, look: &'a Look) -> Self {
        Self { visit, look, past: true }
    }

    /// Can they do anything here at all?
    pub(super) fn acts(&self) -> bool {
        !self.past && self.may(Permission::Record)
    }

    pub(super) fn may(&self, permission: Permission) -> bool {
        !self.past && self.look.facts().may(&self.look.actor, permission)
    }

    /// Are they one of these people?
    pub(super) fn is_one_of(&self, people: &[PersonId]) -> bool {
        !self.past && self.look.actor.person().is_some_and(|it| people.contains(it))
    }

    /// Do they decide at this gate?
    pub(super) fn decides(&self, step: Step) -> bool {
        let role = self.look.workflow.gate(step).decides.clone();
        self.is_one_of(&self.look.facts().acting(&[role]))
    }

    /// A button that leads to a method's form, with what is known already.
    pub(super) fn deed(&self, method: &str, known: &[(&str, String)], words: &str) -> Markup {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("initiative", self.look.initiative.id.as_str());
        for (name, value) in known {
            query.append_pair(name, value);
        }
        html! { a.button href={ "/do/" (method) "?" (query.finish()) } { (t(words)) } }
    }
}

/// The gate of a step.
pub(super) fn gate(reader: &Reader<'_>, it: &Explanation, level: u8) -> Markup {
    let id = format!("gate-{}", it.step.name());
    let of_class = |class: Class| -> Vec<&FindingView> {
        let mut found: Vec<_> = it.findings.iter().filter(|it| it.class == class).collect();
        // What is missing stands first.
        found.sort_by_key(|it| passes(it));
        found
    };
    html! {
        section.gate id=(id) aria-labelledby={ "h-" (id) } {
            (heading(level, &format!("h-{id}"), &t_with("gate-title", &[("number", it.number.into()), ("title", it.title.as_str().into())])))
            p.lead { (it.purpose) }
            div class={ "verdict " (it.verdict.name()) } {
                p.big { (reader.visit.said(&it.summary)) }
                @if !it.ways.is_empty() {
                    p.kicker { (t("ways")) }
                    ol.ways {
                        @for way in &it.ways {
                            li { (reader.visit.said(&way.sentence))
                                @if let Some(day) = way.earliest { " " span.soft { (t_with("way-earliest", &[("day", date(day).into())])) } } }
                        }
                    }
                }
                (deciding(reader, it))
            }
            @if let Some((page, words)) = graph_of(it.step) {
                p { a href={ "/i/" (reader.look.initiative.id) "/" (page) } { (t(words)) } }
            }
            @for (class, words) in [(Class::Must, "class-must"), (Class::Should, "class-should"), (Class::Info, "class-info")] {
                @let found = of_class(class);
                @if !found.is_empty() {
                    (heading(level + 1, &format!("h-{id}-{words}"), &t(words)))
                    @if class == Class::Should { p.soft { (should(it)) } }
                    ul.checklist { @for finding in found { (item(reader, it, finding)) } }
                }
            }
        }
    }
}

/// Which graph a gate is about: the page, and what the link says.
const fn graph_of(step: Step) -> Option<(&'static str, &'static str)> {
    match step {
        Step::Coalition => Some(("coalition", "coalition-link")),
        Step::Enable | Step::Wins => Some(("pilots", "pilots-link")),
        _ => None,
    }
}

/// Does it stand in nobody's way?
pub(super) fn passes(it: &FindingView) -> bool {
    matches!(it.status.as_str(), "met" | "waived" | "not_applicable")
}

fn heading(level: u8, id: &str, words: &str) -> Markup {
    match level {
        2 => html! { h2 id=(id) { (words) } },
        3 => html! { h3 id=(id) { (words) } },
        _ => html! { h4 id=(id) { (words) } },
    }
}

fn should(it: &Explanation) -> String {
    let met = it.should.met;
    t_with(
        "should-needed",
        &[
            ("met", met.into()),
            ("need", share_needs(it.should.of, it.should.share).into()),
            ("of", it.should.of.into()),
        ],
    )
}

/// Who decides, and the way to it.
fn deciding(reader: &Reader<'_>, it: &Explanation) -> Markup {
    let open = it.verdict != Verdict::Blocked;
    html! {
        p {
            (t_with("gate-decides", &[("role", words::role(it.decides.as_str()).into())])) " "
            @if it.deciders.is_empty() {
                strong { (t("nobody")) } " "
                @if reader.may(Permission::AssignRole) { a href={ "/i/" (it.initiative) "/people" } { (t("do-assign")) } }
            } @else { (reader.visit.names_of(&it.deciders)) }
        }
        @if reader.decides(it.step) {
            p.actions {
                a.button.strong[open] href={ "/i/" (it.initiative) "/decide/" (it.step.name()) } { (t("now-decide")) }
            }
        }
    }
}

fn item(reader: &Reader<'_>, gate: &Explanation, it: &FindingView) -> Markup {
    let passes = passes(it);
    html! {
        li class={ "finding " (it.status) } id={ "c-" (it.criterion) } {
            span.sign aria-hidden="true" {}
            div {
                p.criterion { (it.called) }
                p.sentence { span.status { (t(&format!("status-{}", it.status.replace('_', "-")))) } " " (reader.visit.said(&it.sentence)) }
                @if !it.parts.is_empty() {
                    ul.checklist.parts { @for part in &it.parts { (item(reader, gate, part)) } }
                }
                @if !passes { (who(reader, it)) }
                (hands(reader, it))
                @if let Some(waiver) = &it.waiver {
                    p.soft { (t_with("waived-until", &[("day", date(waiver.until).into()), ("reason", waiver.reason.as_str().into())])) }
                }
                @if let Some(tailored) = &it.tailored { p.soft { (t_with("tailored", &[("why", tailored.as_str().into())])) } }
                @if !passes { (actions(reader, gate, it)) } @else { (taken_back(reader, gate, it)) }
                details {
                    summary { (t("why")) span.hidden { ": " (reader.visit.said(&it.sentence)) } }
                    p { (it.why) }
                    p.soft { (t_with("source", &[("source", it.source.as_str().into())])) }
                    @if !it.records.is_empty() {
                        p.soft { (t("decided-by")) " "
                            @for (index, record) in it.records.iter().enumerate() {
                                @if index > 0 { ", " }
                                @let id = record.split('@').next().unwrap_or(record);
                                a href={ "/i/" (gate.initiative) "/records/" (id) } { (id) }
                            }
                        }
                    }
                    p.soft { code { (it.criterion) } }
                }
            }
        }
    }
}

fn who(reader: &Reader<'_>, it: &FindingView) -> Markup {
    if it.roles.is_empty() {
        return html! {};
    }
    let roles: Vec<String> = it.roles.iter().map(|role| words::role(role.as_str())).collect();
    html! {
        p.who { (t("who-can")) " " (roles.join(", "))
            @if it.holders.is_empty() { ": " strong { (t("nobody")) } }
            @else { " (" (reader.visit.names_of(&it.holders)) ")" }
        }
    }
}

/// Who approved, who rejected, and whose approval saw something else.
fn hands(reader: &Reader<'_>, it: &FindingView) -> Markup {
    html! {
        @for hand in &it.approved { p.soft { (t_with("approved-by", &[("who", reader.visit.name_of(&hand.by).into())])) } }
        @for stale in &it.stale {
            p.soft { (t_with("approval-stale", &[("who", reader.visit.name_of(&stale.hand.by).into()),
                ("what", stale.changed.iter().map(|it| kind_words(it).many).collect::<Vec<_>>().join(", ").into())])) }
        }
        @for rejected in &it.rejected {
            p { (t_with("rejected-by", &[("who", reader.visit.name_of(&rejected.hand.by).into()), ("why", rejected.reason.as_str().into())])) }
        }
    }
}

fn actions(reader: &Reader<'_>, gate: &Explanation, it: &FindingView) -> Markup {
    if reader.past {
        return html! {};
    }
    let at = [("step", gate.step.name().to_owned()), ("criterion", it.criterion.to_string())];
    html! {
        p.actions {
            (remedy(reader, gate, it, &at))
            @if let Some(waiver) = it.waiver_pending {
                @if reader.is_one_of(&it.waivable_holders) {
                    (reader.deed("waiver_decide", &[("waiver", waiver.to_string())], "do-judge-waiver"))
                }
            } @else if it.waivable_by.is_some() && reader.may(Permission::Record) {
                (reader.deed("waiver_request", &at, "do-ask-waiver"))
            }
        }
    }
}

/// The button of the call that changes it, for whoever may press it.
fn remedy(
    reader: &Reader<'_>,
    gate: &Explanation,
    it: &FindingView,
    at: &[(&str, String)],
) -> Markup {
    let (id, mine) = (&gate.initiative, reader.is_one_of(&it.holders));
    let records = it.kind.as_deref().filter(|_| reader.may(Permission::Record));
    match (it.method.as_deref(), records) {
        (Some("record_add"), Some(kind)) => {
            let of_type = it.of_type.as_ref().map(|it| format!("?type={it}")).unwrap_or_default();
            let words = it.of_type.clone().unwrap_or_else(|| kind_words(kind).one);
            let words = t_with("do-record", &[("kind", words.into())]);
            html! { a.button href={ "/i/" (id) "/record/" (kind) (of_type) } { (words) } }
        }
        (Some("record_supersede"), Some(kind)) => {
            let words = t_with("do-correct", &[("kind", kind_words(kind).many.into())]);
            html! { a.button href={ "/i/" (id) "/records?kind=" (kind) } { (words) } }
        }
        (Some("gate_approve"), _) if mine => html! {
            (reader.deed("gate_approve", at, "do-approve"))
            (reader.deed("gate_reject", at, "do-reject"))
        },
        (Some("gate_reject_withdraw"), _) if mine => {
            reader.deed("gate_reject_withdraw", at, "do-reject-withdraw")
        }
        (Some("role_assign"), _) if reader.may(Permission::AssignRole) => {
            html! { a.button href={ "/i/" (id) "/people" } { (t("do-assign")) } }
        }
        _ => html! {},
    }
}

/// Whoever approved may think again.
fn taken_back(reader: &Reader<'_>, gate: &Explanation, it: &FindingView) -> Markup {
    let approved: Vec<PersonId> = it.approved.iter().map(|it| it.by.clone()).collect();
    if !reader.is_one_of(&approved) {
        return html! {};
    }
    let known = [("step", gate.step.name().to_owned()), ("criterion", it.criterion.to_string())];
    html! { p.actions { (reader.deed("gate_reject", &known, "do-reject")) } }
}
