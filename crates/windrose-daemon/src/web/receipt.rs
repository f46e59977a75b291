//! A receipt: what a decision rested on, judged again.

use axum::response::Response;
use maud::html;
use serde_json::json;
use windrose_core::rules::criterion::Class;
use windrose_core::view::board::board;
use windrose_core::view::receipt::ReceiptCheck;
use windrose_core::view::wording;

use super::frame::page;
use super::initiative::{Tab, head};
use super::visit::{Problem, Visit};
use super::words::{self, capital, t, t_with};

/// `GET /i/{initiative}/receipt/{step}/{version}`
pub(super) async fn show(visit: Visit) -> Result<Response, Problem> {
    let step = visit.step()?;
    let version: u64 = visit.part("version").parse().map_err(|_| Problem::NoPage)?;
    let look = visit.look().await?;
    let board = board(&look.facts()).ok_or(Problem::NoPage)?;
    let params = json!({"initiative": board.initiative, "step": step, "version": version});
    let check: ReceiptCheck = visit.ask("gate_verify_receipt", &params).await?;
    let receipt = &check.receipt;
    let decided = board.decisions.iter().find(|it| it.version == version && it.step == step);
    let title = t_with("receipt-title", &[("step", wording::step_title(step).into())]);
    let body = html! {
        (head(&visit, &look, &board, Tab::Overview))
        section {
            h2 #h-receipt { (title) }
            @if let Some(it) = decided {
                p.lead { (t_with("receipt-decided", &[
                    ("decision", t(&format!("decision-{}", it.decision.replace('_', "-"))).into()),
                    ("who", visit.actor_name(&it.by).into()),
                    ("day", visit.moment(&it.at).into()),
                ])) }
            }
            div class={ "verdict receipt-" (check.outcome) } { p.big { (capital(&check.sentence)) } }
            div.scroll tabindex="0" role="region" aria-labelledby="h-receipt" {
                table {
                    thead { tr { th scope="col" { (t("col-criterion")) } th scope="col" { (t("col-weight")) } th scope="col" { (t("col-status")) } th.num scope="col" { (t("col-have")) } th.num scope="col" { (t("col-records")) } } }
                    tbody {
                        @for it in &receipt.findings {
                            tr {
                                th scope="row" { (words::criterion(&look.workflow, &it.criterion)) }
                                td { (t(match it.class { Class::Must => "class-must-short", Class::Should => "class-should-short", Class::Info => "class-info-short" })) }
                                td { (t(&format!("status-{}", it.status.name().replace('_', "-"))).trim_end_matches(':')) }
                                td.num { (it.have.map(words::amount).unwrap_or_default()) }
                                td.num { (it.record_count) }
                            }
                        }
                    }
                }
            }
            dl.digests {
                dt { (t("receipt-judged")) } dd { (visit.moment(&receipt.at.to_string())) ", " (t_with("version", &[("version", receipt.version.into())])) }
                dt { (t("receipt-digest")) } dd { code { (check.computed) } }
                dt { (t("receipt-evidence")) } dd { code { (receipt.evidence) } }
                dt { (t("receipt-workflow")) } dd { code { (receipt.workflow) } }
            }
            p { a href={ "/i/" (board.initiative) "?as_of=" (receipt.at) } { (t("receipt-then")) } }
        }
    };
    Ok(page(&visit, &title, &body))
}
