//! The methods. To add one: its file here, and its line in [`METHODS`].

mod coalition_read;
mod contacts_due;
mod directory_drop;
mod directory_import;
mod directory_preview;
mod directory_publish;
mod directory_read;
mod gate_approve;
mod gate_decide;
mod gate_explain;
mod gate_reject;
mod gate_reject_withdraw;
mod gate_verify_receipt;
mod inbox_read;
mod initiative_close;
mod initiative_get;
mod initiative_list;
mod initiative_open;
mod invite_create;
mod journal_read;
mod login_create;
mod measure_list;
mod person_add;
mod pilots_read;
mod portfolio_read;
mod record_add;
mod record_list;
mod record_supersede;
mod record_withdraw;
mod role_assign;
mod role_delegate;
mod role_delegate_end;
mod role_revoke;
mod scorecard_read;
mod shared;
pub(crate) use shared::AsOfParam;
mod step_due;
mod step_reopen;
mod timeline_read;
mod token_create;
mod token_revoke;
mod waiver_close;
mod waiver_decide;
mod waiver_list;
mod waiver_request;
mod workflow_get;
mod workflow_list;
mod workflow_publish;

use super::Row;
use crate::call::Call;

/// Every method of the API.
pub const METHODS: &[Row<Call>] = &[
    Row::of::<initiative_open::InitiativeOpen>(),
    Row::of::<initiative_get::InitiativeGet>(),
    Row::of::<initiative_list::InitiativeList>(),
    Row::of::<portfolio_read::PortfolioRead>(),
    Row::of::<initiative_close::InitiativeClose>(),
    Row::of::<record_add::RecordAdd>(),
    Row::of::<record_supersede::RecordSupersede>(),
    Row::of::<record_withdraw::RecordWithdraw>(),
    Row::of::<record_list::RecordList>(),
    Row::of::<gate_explain::GateExplain>(),
    Row::of::<gate_approve::GateApprove>(),
    Row::of::<gate_reject::GateReject>(),
    Row::of::<gate_reject_withdraw::GateRejectWithdraw>(),
    Row::of::<gate_decide::GateDecide>(),
    Row::of::<gate_verify_receipt::GateVerifyReceipt>(),
    Row::of::<step_reopen::StepReopen>(),
    Row::of::<waiver_request::WaiverRequest>(),
    Row::of::<waiver_decide::WaiverDecide>(),
    Row::of::<waiver_close::WaiverClose>(),
    Row::of::<waiver_list::WaiverList>(),
    Row::of::<step_due::StepDue>(),
    Row::of::<scorecard_read::ScorecardRead>(),
    Row::of::<contacts_due::ContactsDue>(),
    Row::of::<coalition_read::CoalitionRead>(),
    Row::of::<pilots_read::PilotsRead>(),
    Row::of::<inbox_read::InboxRead>(),
    Row::of::<timeline_read::TimelineRead>(),
    Row::of::<workflow_list::WorkflowList>(),
    Row::of::<workflow_get::WorkflowGet>(),
    Row::of::<workflow_publish::WorkflowPublish>(),
    Row::of::<measure_list::MeasureList>(),
    Row::of::<directory_import::DirectoryImport>(),
    Row::of::<directory_preview::DirectoryPreview>(),
    Row::of::<directory_publish::DirectoryPublish>(),
    Row::of::<directory_drop::DirectoryDrop>(),
    Row::of::<directory_read::DirectoryRead>(),
    Row::of::<person_add::PersonAdd>(),
    Row::of::<role_assign::RoleAssign>(),
    Row::of::<role_revoke::RoleRevoke>(),
    Row::of::<role_delegate::RoleDelegate>(),
    Row::of::<role_delegate_end::RoleDelegateEnd>(),
    Row::of::<token_create::TokenCreate>(),
    Row::of::<token_revoke::TokenRevoke>(),
    Row::of::<login_create::LoginCreate>(),
    Row::of::<invite_create::InviteCreate>(),
    Row::of::<journal_read::JournalRead>(),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rpc::openrpc::faults;

    #[test]
    fn the_table_holds() {
        assert_eq!(faults(METHODS), Vec::<String>::new());
    }
}
