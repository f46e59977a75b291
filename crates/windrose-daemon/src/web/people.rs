//! Who holds which role, and who stands in for whom.

use axum::response::Response;
use maud::{Markup, html};
use windrose_core::engine::Look;
use windrose_core::rules::access::AccountKind;
use windrose_core::rules::ids::PersonId;
use windrose_core::rules::role::Permission;
use windrose_core::view::board::{Board, board};

use super::checklist::Reader;
use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::{self, date, t, t_with};

/// `GET /i/{initiative}/people`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let look = visit.look().await?;
    let board = board(&look.facts()).ok_or(Problem::NoPage)?;
    let reader = Reader::of(&visit, &look);
    let assigns = reader.may(Permission::AssignRole);
    let body = html! {
        (head(&visit, &look, &board, Tab::People))
        @if visit.asked("first").is_some() { (super::start::stepper(2)) }
        h2 { (t("people")) }
        p { a href={ "/i/" (board.initiative) "/coalition" } { (t("coalition-link")) } }
        (roles(&visit, &look, &board, assigns))
        @if assigns { (assign(&visit, &look, &board)) }
        (delegations(&visit, &reader, &board))
        @if visit.asked("first").is_some() {
            p.actions { a.button.strong href={ "/i/" (board.initiative) "/record/scope?first=3" } { (t("start-next")) } }
        }
    };
    Ok(page(&visit, &format!("{} · {}", t("people"), board.title), &body))
}

fn roles(visit: &Visit, look: &Look, board: &Board, assigns: bool) -> Markup {
    let holders = |role: &str| -> Vec<&PersonId> {
        let holds =
            board.roles.iter().filter(|(_, held)| held.iter().any(|it| it.as_str() == role));
        holds.map(|(id, _)| id).collect()
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(t("people")) {
            table.people {
                thead { tr { th scope="col" { (t("col-role")) } th scope="col" { (t("col-may")) } th scope="col" { (t("col-holders")) } } }
                tbody {
                    @for role in look.workflow.role_names() {
                        @let holders = holders(role);
                        tr {
                            th scope="row" { (words::role_in(&look.workflow, role)) }
                            td.soft { (t(&format!("role-may-{}", base(look, role)))) }
                            td {
                                @if holders.is_empty() { em { (t("nobody")) } }
                                ul.plain {
                                    @for id in holders {
                                        li { (visit.name_of(id))
                                            @if assigns { " " (revoke(visit, board, id, role)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn base(look: &Look, role: &str) -> &'static str {
    let name = role.parse().ok();
    name.and_then(|it| look.workflow.base_of(&it)).map_or("viewer", |base| match base.name() {
        "pilot_owner" => "pilot-owner",
        name => name,
    })
}

fn revoke(visit: &Visit, board: &Board, id: &PersonId, role: &str) -> Markup {
    html! {
        form.inline method="post" action={ "/do/role_revoke?" (known(visit, board)) } {
            input type="hidden" name="/person" value=(id);
            input type="hidden" name="/role" value=(role);
            button.quiet type="submit" { (t("do-revoke")) span.hidden { ": " (visit.name_of(id)) ", " (words::role(role)) } }
        }
    }
}

/// A form for one role at a time; somebody new is added by an administrator beside it.
fn assign(visit: &Visit, look: &Look, board: &Board) -> Markup {
    let access = &look.access;
    let people: Vec<_> =
        access.accounts.iter().filter(|(_, it)| it.kind == AccountKind::Person).collect();
    html! {
        div.two {
            form.card method="post" action={ "/do/role_assign?" (known(visit, board)) } {
                h3 { (t("assign-title")) }
                p { label for="assign-person" { (t("assign-person")) }
                    select #assign-person name="/person" required {
                        option value="" { (t("choose")) }
                        @for (id, account) in &people { option value=(id) { (account.name) } }
                    } }
                p { label for="assign-role" { (t("assign-role")) }
                    select #assign-role name="/role" required {
                        option value="" { (t("choose")) }
                        @for role in look.workflow.role_names() { option value=(role) { (words::role_in(&look.workflow, role)) } }
                    } }
                p.actions { button.strong type="submit" { (t("do-assign")) } }
            }
            @if access.is_admin(&look.actor) {
                form.card method="post" action={ "/do/person_add?" (known(visit, board)) } {
                    h3 { (t("person-title")) }
                    p { label for="person-name" { (t("person-name")) }
                        input #person-name name="/name" required autocomplete="off"; }
                    p { label for="person-id" { (t("person-id")) }
                        input #person-id name="/person" required pattern="[a-z0-9][a-z0-9._\\-]*" maxlength="64" autocomplete="off" aria-describedby="person-id-hint";
                        span.hint #person-id-hint { (t("person-id-hint")) } }
                    p.actions { button type="submit" { (t("do-add-person")) } }
                }
            }
        }
    }
}

fn delegations(visit: &Visit, reader: &Reader<'_>, board: &Board) -> Markup {
    html! {
        section aria-labelledby="h-delegations" {
            h2 #h-delegations { (t("delegations")) }
            @if board.delegations.is_empty() { p { (t("delegations-none")) } }
            ul {
                @for it in &board.delegations {
                    li { (t_with("delegation", &[
                        ("to", visit.name_of(&it.to).into()), ("from", visit.name_of(&it.from).into()),
                        ("role", words::role(it.role.as_str()).into()), ("day", date(it.until).into()),
                    ])) }
                }
            }
            @if reader.acts() { p.actions { (reader.deed("role_delegate", &[], "do-delegate")) } }
        }
    }
}

/// What the forms of this page know already, and where they lead back to.
fn known(visit: &Visit, board: &Board) -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("initiative", board.initiative.as_str())
        .append_pair("back", &visit.here)
        .finish()
}
