//! What people try with imports into the directory.

use windrose_core::engine::Request;
use windrose_core::rules::command::Command;
use windrose_core::rules::directory::{DirectoryCommand, ROWS_MAX, Row};
use windrose_core::rules::ids::ImportId;

use super::moves::somebody;
use super::world::World;

/// Rows, a publication or an end, of an import that there mostly is.
pub(super) fn any(world: &mut World) -> Option<Request> {
    let by = somebody(world, &["admin"]);
    let open: Vec<ImportId> = world.engine.directory().imports().keys().cloned().collect();
    let import = if open.is_empty() || world.chance.one_in(5) {
        format!("import-{}", world.chance.below(1_000)).parse().unwrap()
    } else {
        world.chance.of(&open).clone()
    };
    let command = match world.chance.below(8) {
        0..=4 => {
            let first_row = world.chance.one_in(6).then(|| 1 + rows_below(world, 9));
            DirectoryCommand::Stage { import, first_row, rows: rows(world) }
        }
        5 | 6 => DirectoryCommand::Publish { import, confirm: world.chance.one_in(2) },
        _ => DirectoryCommand::Drop { import },
    };
    Some(Request::new(by, Command::Directory(command)))
}

fn rows_below(world: &mut World, most: usize) -> u32 {
    u32::try_from(world.chance.below(most)).unwrap()
}

fn rows(world: &mut World) -> Vec<Row> {
    if world.chance.one_in(150) {
        return vec![Row::default(); ROWS_MAX + 1];
    }
    if world.chance.one_in(40) {
        // A column that was mistaken for another: everybody is their own manager.
        let own = |it: usize| Some(format!("own-{it}"));
        return (0..ROWS_MAX).map(|it| Row { id: own(it), manager: own(it), ..nobody() }).collect();
    }
    let count = world.chance.below(12);
    let name = |world: &mut World| Some(format!("p{}", world.chance.below(30)));
    (0..count)
        .map(|_| match world.chance.one_in(6) {
            true => nobody(),
            false => Row { id: name(world), manager: name(world), ..nobody() },
        })
        .collect()
}

fn nobody() -> Row {
    Row { name: Some("Nobody".to_owned()), ..Row::default() }
}
