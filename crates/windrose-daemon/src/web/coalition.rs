//! Who carries the change: whom members reach, who holds the network together, whom to win next, and what would follow if
//! somebody left. What is asked stands in the address, so that the page can be sent to somebody and works without a script.

use axum::response::Response;
use maud::{Markup, html};
use windrose_core::engine::Look;
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::coalition::analysis::HOPS_MAX;
use windrose_core::rules::coalition::lack::Lack;
use windrose_core::rules::ids::PersonId;
use windrose_core::rules::role::Permission;
use windrose_core::view::board::board;
use windrose_core::view::coalition::{Asked, CoalitionView, Drawing, GapRow, coalition, drawing};
use windrose_core::view::wording;

use super::checklist::Reader;
use super::draw;
use super::frame::{go_to, page};
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::{capital, t, t_with};
use crate::call::blocking;

/// The most people who are assumed to leave, as in `coalition_read`, and who are added at once.
const WITHOUT_MAX: usize = 100;
const ADD_MAX: u32 = 3;

/// What the address asks for.
struct Wanted {
    asked: Asked,
    /// What was typed and is nobody's name or id.
    nobody: Vec<String>,
}

/// `GET /i/{initiative}/coalition?without=head-of-sales&steps=1`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    if visit.asked("choose").is_some() {
        return Ok(go_to(&chosen(&visit)));
    }
    let look = visit.look().await?;
    let Wanted { asked, nobody } = wanted(&visit, &look);
    // Of a large organisation this takes seconds.
    let work = move || {
        let facts = look.facts();
        let (view, drawn) = (coalition(&facts, &asked), drawing(&facts, &asked));
        (look, asked, view, drawn)
    };
    let (look, asked, view, drawn) = blocking(work).await?;
    let board = board(&look.facts()).ok_or(Problem::NoPage)?;
    let body = html! {
        (head(&visit, &look, &board, Tab::People))
        section.coalition-page aria-labelledby="h-coalition" {
            h2 #h-coalition { (t("coalition-title")) }
            p.lead { (visit.said(&view.summary)) "." }
            (follows(&visit, &view, &nobody))
            (draw::coalition::chart(&drawn, &view.summary, &|id| visit.name_of(id)))
        }
        (begin(&visit, &look, &view))
        // Where nobody is known to be affected, there is nothing to say of them.
        @if view.next.of > 0 {
            (form(&visit, &asked, &view, &drawn))
            @if !view.groups.is_empty() {
                (part("coalition-missing", &html! { ul { @for it in &view.groups { li { (visit.said(&it.sentence)) "." } } } }))
            }
            (part("coalition-next", &next(&visit, &view)))
            (part("coalition-holding", &holding(&visit, &view)))
            (part("coalition-sponsors", &sponsors(&visit, &view)))
            (part("coalition-informal", &informal(&visit, &view)))
        }
        (part("coalition-lacked", &lacked(&visit, &view)))
        @if view.names_left_out { p.soft { (t("coalition-names-left-out")) } }
        p { a href={ "/i/" (board.initiative) "/people" } { (t("coalition-back")) } }
    };
    Ok(page(&visit, &format!("{} · {}", t("coalition-title"), board.title), &body))
}

/// What to do first, where what the graph is made of is missing.
fn begin(visit: &Visit, look: &Look, view: &CoalitionView) -> Markup {
    let lacks = |what: Lack| view.lacked.iter().any(|it| it.what == what);
    let record = |kind: &str| format!("/i/{}/record/{kind}", view.initiative);
    let records = Reader::of(visit, look).may(Permission::Record);
    let mut first = Vec::new();
    if lacks(Lack::NoScope) && records {
        first.push((record("scope"), "coalition-begin-scope"));
    }
    if view.members == 0 && records {
        first.push((record("coalition_member"), "coalition-begin-member"));
    }
    if lacks(Lack::NoDirectory) && look.access.is_admin(&look.actor) {
        first.push(("/directory".to_owned(), "coalition-begin-directory"));
    }
    html! {
        @if !first.is_empty() { p.actions { @for (to, words) in first { a.button href=(to) { (t(words)) } } } }
    }
}

/// The address of what was chosen in the form: those who were not ticked, and who was typed.
fn chosen(visit: &Visit) -> String {
    let all = |name: &str| {
        let name = name.to_owned();
        visit.query.iter().filter(move |(key, _)| *key == name).map(|(_, value)| value.as_str())
    };
    let stays: Vec<&str> = all("with").collect();
    let mut query = form_urlencoded::Serializer::new(String::new());
    for name in ["as_of", "steps", "add", "brokers"] {
        if let Some(value) = visit.asked(name) {
            query.append_pair(name, value);
        }
    }
    for id in all("of").filter(|it| !stays.contains(it)) {
        query.append_pair("without", id);
    }
    if let Some(typed) = visit.asked("leaves").map(str::trim).filter(|it| !it.is_empty()) {
        query.append_pair("without", typed);
    }
    let path = visit.here.split('?').next().unwrap_or("/");
    format!("{path}?{}", query.finish())
}

fn wanted(visit: &Visit, look: &Look) -> Wanted {
    let (mut without, mut nobody): (Vec<PersonId>, _) = (Vec::new(), Vec::new());
    let people = visit.directory().map_or(&[][..], |it| it.people().all());
    let named = |text: &str| {
        let is = |name: &str| name.to_lowercase() == text.to_lowercase();
        let account = look.access.accounts.iter().find(|(_, it)| is(&it.name)).map(|(id, _)| id);
        let known = || people.iter().find(|it| it.name.as_deref().is_some_and(is)).map(|it| &it.id);
        account.or_else(known).cloned()
    };
    let typed =
        visit.query.iter().filter(|(key, _)| key == "without").map(|(_, value)| value.trim());
    for text in typed.filter(|it| !it.is_empty()).take(WITHOUT_MAX) {
        let id = || text.parse().ok();
        // An id before a name, where it is one; what is neither may be an id that only records know.
        let known = id().filter(|id| look.directory.people().get(id).is_some());
        match known.or_else(|| named(text)).or_else(id) {
            Some(id) => without.push(id),
            None => nobody.push(text.to_owned()),
        }
    }
    let number = |name: &str, usual: u32, most: u32| {
        let given = visit.asked(name).and_then(|it| it.parse().ok());
        given.filter(|it| (1..=most).contains(it)).unwrap_or(usual)
    };
    let (steps, add) = (number("steps", 2, HOPS_MAX), number("add", 1, ADD_MAX) as usize);
    let brokers = visit.asked("brokers").is_some();
    Wanted { asked: Asked { without, add, steps, brokers }, nobody }
}

fn follows(visit: &Visit, view: &CoalitionView, nobody: &[String]) -> Markup {
    let unknown = |it: &String| t_with("coalition-nobody-called", &[("text", it.as_str().into())]);
    html! {
        @if view.what_if.is_some() || !nobody.is_empty() {
            div.card role="status" {
                h3 { (t("pilots-then")) }
                @if let Some(it) = &view.what_if { p { (capital(&wording::coalition_what_if(it, &|id| visit.name_of(id)))) "." } }
                @for it in nobody { p { (unknown(it)) } }
                p { a href=(visit.here.split('?').next().unwrap_or("/")) { (t("coalition-all-stay")) } }
            }
        }
    }
}

/// A tick for each member, and for whoever else is assumed to leave.
fn form(visit: &Visit, asked: &Asked, view: &CoalitionView, drawn: &Drawing) -> Markup {
    let mut people: Vec<&PersonId> = drawn.members.iter().map(|it| &it.person).collect();
    let is_member = |id: &PersonId| drawn.members.iter().any(|it| it.person == *id);
    people.extend(asked.without.iter().filter(|it| !is_member(it)));
    let access = visit.call.engine.access();
    let known = access.accounts.values().filter(|it| it.kind == AccountKind::Person);
    html! {
        section.screen-only aria-labelledby="h-what-if" {
            h2 #h-what-if { (t("pilots-what-if")) }
            form.what-if method="get" {
                input type="hidden" name="choose" value="1";
                @if let Some(as_of) = visit.asked("as_of") { input type="hidden" name="as_of" value=(as_of); }
                fieldset.wide {
                    legend { (t("coalition-who-stays")) }
                    @if people.is_empty() { p { (t("coalition-nobody")) } }
                    div.ticks {
                        @for id in people {
                            input type="hidden" name="of" value=(id);
                            label.check { input type="checkbox" name="with" value=(id) checked[!asked.without.contains(id)]; span { (visit.name_of(id)) } }
                        }
                    }
                    @if !view.names_left_out {
                        label for="leaves" { (t("coalition-leaves-too")) }
                        input #leaves name="leaves" list="people" maxlength="128" autocomplete="off";
                        datalist #people { @for it in known { option value=(it.name) {} } }
                    }
                }
                fieldset {
                    legend { (t("coalition-reached-within")) }
                    @for (steps, words) in [(1, "coalition-steps-one"), (2, "coalition-steps-two")] {
                        label.check { input type="radio" name="steps" value=(steps) checked[steps == asked.steps]; span { (t(words)) } }
                    }
                }
                fieldset {
                    legend { (t("coalition-look-for")) }
                    label { span { (t("coalition-add")) }
                        select name="add" { @for n in 1..=ADD_MAX { option value=(n) selected[n as usize == asked.add] { (n) } } } }
                    label.check { input type="checkbox" name="brokers" value="1" checked[asked.brokers]; span { (t("coalition-brokers")) } }
                }
                p { button.primary { (t("pilots-show")) } }
            }
        }
    }
}

/// A heading with what stands below it.
fn part(title: &str, below: &Markup) -> Markup {
    html! {
        @if !below.0.is_empty() {
            section aria-labelledby={ "h-" (title) } { h2 id={ "h-" (title) } { (t(title)) } (below) }
        }
    }
}

/// A table whose first column says who, and how many further rows there would be; nothing where it has no row.
fn table(title: &str, head: &[&str], rows: &[Vec<String>], more: u64) -> Markup {
    html! {
        @if !rows.is_empty() {
            // The section has the title's name already.
            div.scroll tabindex="0" role="region" aria-label={ (t("draw-figures")) ": " (t(title)) } {
                table {
                    thead { tr { @for it in head { th scope="col" { (t(it)) } } } }
                    tbody { @for row in rows { tr { th scope="row" { (row[0]) } @for cell in &row[1..] { td { (cell) } } } } }
                }
            }
            @if more > 0 { p.soft { (t_with("coalition-more", &[("n", more.into())])) } }
        }
    }
}

/// A whole number as people write it.
fn whole(n: impl Into<u64>) -> String {
    wording::whole(n.into())
}

/// Whom to add, and those who would be as good.
fn next(visit: &Visit, view: &CoalitionView) -> Markup {
    let others =
        view.next.others.iter().map(|it| visit.names_of(it)).collect::<Vec<_>>().join("; ");
    html! {
        p { (capital(&wording::coalition_next(&view.next, &|id| visit.name_of(id)))) "." }
        @if !others.is_empty() { p.soft { (t_with("coalition-as-good", &[("names", others.as_str().into())])) } }
    }
}

/// Those without whom others are cut off. In a hierarchy each line is the only way down, so ties are folded away.
fn holding(visit: &Visit, view: &CoalitionView) -> Markup {
    let cuts = &view.cuts;
    let deputy = |member: bool, named: bool| match (member, named) {
        (true, true) => t("coalition-deputy-named"),
        (true, false) => t("coalition-deputy-missing"),
        _ => "–".to_owned(),
    };
    let people = cuts.people.iter().map(|it| {
        vec![
            visit.name_of(&it.person),
            whole(it.outside),
            whole(it.without_member),
            deputy(it.member, it.has_deputy),
        ]
    });
    let only = cuts
        .only_members
        .iter()
        .filter(|it| !cuts.people.iter().any(|row| row.person == it.person));
    let only = only.map(|it| {
        vec![
            visit.name_of(&it.person),
            "–".to_owned(),
            whole(it.without_member),
            deputy(true, it.has_deputy),
        ]
    });
    let rows: Vec<Vec<String>> = people.chain(only).collect();
    let head = [
        "coalition-col-without",
        "coalition-col-outside",
        "coalition-col-alone",
        "coalition-col-deputy",
    ];
    let ties = cuts
        .ties
        .iter()
        .map(|it| vec![visit.names_of(&it.people), whole(it.outside), whole(it.without_member)]);
    let ties: Vec<Vec<String>> = ties.collect();
    html! {
        p { (visit.said(&cuts.sentence)) "." }
        (table("coalition-holding", &head, &rows, cuts.more_people))
        @if !ties.is_empty() {
            details {
                summary { (t("coalition-ties")) }
                (table("coalition-ties", &["coalition-col-tie", "coalition-col-outside", "coalition-col-alone"], &ties, cuts.more_ties))
            }
        }
    }
}

fn sponsors(visit: &Visit, view: &CoalitionView) -> Markup {
    let row = |it: &GapRow| {
        let stands = t(if it.member { "coalition-not-committed" } else { "coalition-no-member" });
        vec![visit.name_of(&it.manager), stands, whole(it.first_for), whole(it.below)]
    };
    let rows: Vec<Vec<String>> = view.sponsors.gaps.iter().map(row).collect();
    let head = [
        "coalition-col-manager",
        "coalition-col-stands",
        "coalition-col-first",
        "coalition-col-below",
    ];
    html! {
        p { (visit.said(&view.sponsors.sentence)) "." }
        (table("coalition-sponsors", &head, &rows, view.sponsors.more_gaps))
    }
}

/// Whom people turn to, and who stands between others.
fn informal(visit: &Visit, view: &CoalitionView) -> Markup {
    let ranks = view.ranks.iter().flat_map(|it| &it.people).map(|it| {
        vec![
            visit.name_of(&it.person),
            whole(it.named_by),
            whole(it.informal_place),
            whole(it.below),
            whole(it.formal_place),
        ]
    });
    let ranks: Vec<Vec<String>> = ranks.collect();
    let ranks_head = [
        "coalition-col-person",
        "coalition-col-named",
        "coalition-col-place",
        "coalition-col-below",
        "coalition-col-formal",
    ];
    let brokers = view.brokers.iter().flat_map(|it| &it.people).map(|it| {
        vec![visit.name_of(&it.person), wording::percent_about(it.betweenness), whole(it.units)]
    });
    let brokers: Vec<Vec<String>> = brokers.collect();
    let brokers_head = ["coalition-col-person", "coalition-col-between", "coalition-col-units"];
    html! {
        @if let Some(it) = &view.response { p { (visit.said(&it.sentence)) "." } }
        @if let Some(it) = &view.hr { p { (visit.said(&it.sentence)) "." } }
        @if let Some(it) = &view.ranks { p { (visit.said(&it.sentence)) "." } }
        (table("coalition-informal", &ranks_head, &ranks, 0))
        @if let Some(it) = &view.brokers { (table("coalition-brokers", &brokers_head, &brokers, it.more)) }
    }
}

fn lacked(visit: &Visit, view: &CoalitionView) -> Markup {
    let notes = view.notes.iter().chain(view.lacked.iter().map(|it| &it.sentence));
    let notes: Vec<&String> = notes.collect();
    // What is typed stands between backticks.
    let typed = |sentence: &str| {
        let parts: Vec<String> = sentence.split('`').map(str::to_owned).collect();
        html! { @for (n, part) in parts.iter().enumerate() { @if n % 2 == 1 { code { (part) } } @else { (part) } } }
    };
    html! { @if !notes.is_empty() { ul { @for it in notes { li { (typed(&visit.said(it))) "." } } } } }
}
