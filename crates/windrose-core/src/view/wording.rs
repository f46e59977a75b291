use crate::rules::{event::Event, gate::*, step::Step};
pub fn finding(_: &Finding) -> String {
    String::new()
}
pub fn help(_: &Finding) -> Option<String> {
    None
}
pub fn verdict(_: &GateReport) -> String {
    String::new()
}
pub fn event(_: &Event) -> String {
    String::new()
}
pub fn step_title(_: Step) -> &'static str {
    ""
}
use crate::rules::{record::Problem, refusal::Refusal};
pub fn refusal(_: &Refusal) -> String {
    String::new()
}
pub fn advice(_: &Refusal) -> &'static str {
    ""
}
pub fn problem(_: &Problem) -> String {
    String::new()
}
