//! Whose panics are shown, and how the process ends of one.

use std::any::Any;
use std::panic::{PanicHookInfo, set_hook, take_hook};

use crate::failure::{Failure, exit};

/// sled panics on files that are damaged, and on disks that fail. The journal catches that and says what it means and
/// what to do; the panic itself would stand above it and frighten whoever reads. Every other panic is shown as ever.
pub fn leave_sleds_to_the_journal() {
    let show = take_hook();
    set_hook(Box::new(move |panic| {
        if is_sleds(panic) {
            tracing::debug!(%panic, "sled panicked");
        } else {
            show(panic);
        }
    }));
}

/// How a command ends that has panicked.
pub(crate) fn failure(panic: &(dyn Any + Send)) -> Failure {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
    Failure::new(exit::FAILED, "windrose has failed, which should not happen")
        .because(text)
        .hint("see that the disk has room and the folder may be written, and start it again; nothing that was answered is lost")
}

fn is_sleds(panic: &PanicHookInfo<'_>) -> bool {
    panic
        .location()
        .is_some_and(|at| at.file().contains("/sled-0.") || at.file().contains("/sled/src/"))
}
