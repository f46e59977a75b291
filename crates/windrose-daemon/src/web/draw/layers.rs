//! Where the boxes of a graph stand that is read from left to right: in columns by how many come before, in an order in
//! which few lines cross, always the same for the same graph.

use std::collections::BTreeSet;

/// How far boxes and lines lie apart, and how high they are.
const BOX: f64 = 84.0;
const BEND: f64 = 10.0;
const GAP: f64 = 18.0;

/// How often columns are ordered by their neighbours, there and back.
const SWEEPS: usize = 6;

/// What stands in a column: a box, or a line that passes by on its way to a later one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Item {
    Node(usize),
    /// The number of its edge.
    Bend(usize),
}

/// Where everything stands. Heights are those of middles.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layers {
    /// Of each box, its column and its height.
    pub(super) boxes: Vec<(usize, f64)>,
    /// Of each edge, the heights at which it passes the columns between its ends.
    pub(super) bends: Vec<Vec<f64>>,
    /// How many columns there are.
    pub(super) columns: usize,
    /// How high all of it is.
    pub(super) height: f64,
}

/// Places so many boxes with these edges, from the first to the second. Edges of a circle may lead back.
pub(super) fn layers(count: usize, edges: &[(usize, usize)]) -> Layers {
    let ranks = ranks(count, edges);
    let columns = ranks.iter().max().map_or(0, |it| it + 1);
    let mut items: Vec<Vec<Item>> = vec![Vec::new(); columns];
    for (node, rank) in ranks.iter().enumerate() {
        items[*rank].push(Item::Node(node));
    }
    for (edge, (from, to)) in edges.iter().enumerate() {
        for column in items.iter_mut().take(ranks[*to]).skip(ranks[*from] + 1) {
            column.push(Item::Bend(edge));
        }
    }
    for sweep in 0..SWEEPS {
        for at in 0..columns {
            let (at, beside) = if sweep % 2 == 0 {
                (at, at.checked_sub(1))
            } else {
                (columns - 1 - at, columns.checked_sub(at))
            };
            if let Some(neighbours) = beside.and_then(|it| items.get(it)).cloned() {
                settle(&mut items[at], &neighbours, edges);
            }
        }
    }
    heights(count, edges, &items)
}

/// In which column each stands: after all that lead to it. What lies in a circle stands where it is come to first.
fn ranks(count: usize, edges: &[(usize, usize)]) -> Vec<usize> {
    let mut ranks = vec![0; count];
    let mut left: BTreeSet<usize> = (0..count).collect();
    while let Some(first) = left.first().copied() {
        let waits = |node: &usize| {
            edges.iter().any(|(from, to)| to == node && from != node && left.contains(from))
        };
        let next = left.iter().copied().find(|it| !waits(it)).unwrap_or(first);
        left.remove(&next);
        let before =
            edges.iter().filter(|(from, to)| *to == next && !left.contains(from) && *from != next);
        ranks[next] = before.map(|(from, _)| ranks[*from] + 1).max().unwrap_or(0);
    }
    ranks
}

/// Orders a column by where its neighbours in the column beside it stand, on average; what has none keeps its place.
fn settle(column: &mut [Item], neighbours: &[Item], edges: &[(usize, usize)]) {
    let meets = |one: Item, other: Item| match (one, other) {
        (Item::Bend(edge), Item::Bend(same)) => edge == same,
        (Item::Bend(edge), Item::Node(node)) | (Item::Node(node), Item::Bend(edge)) => {
            edges[edge].0 == node || edges[edge].1 == node
        }
        (Item::Node(one), Item::Node(other)) => {
            edges.contains(&(one, other)) || edges.contains(&(other, one))
        }
    };
    let scale = |place: usize, of: usize| (place * 2 + 1) as f64 / (of * 2) as f64;
    let mut keyed: Vec<(f64, Item)> = column
        .iter()
        .enumerate()
        .map(|(own, item)| {
            let places: Vec<f64> = neighbours
                .iter()
                .enumerate()
                .filter(|(_, other)| meets(*item, **other))
                .map(|(place, _)| scale(place, neighbours.len()))
                .collect();
            let mean = places.iter().sum::<f64>() / places.len().max(1) as f64;
            (if places.is_empty() { scale(own, column.len()) } else { mean }, *item)
        })
        .collect();
    // Sorting keeps the order of those that tie.
    keyed.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    for (place, (_, item)) in column.iter_mut().zip(keyed) {
        *place = item;
    }
}

fn heights(count: usize, edges: &[(usize, usize)], items: &[Vec<Item>]) -> Layers {
    let high = |item: &Item| if matches!(item, Item::Node(_)) { BOX } else { BEND };
    let whole = |column: &Vec<Item>| {
        column.iter().map(high).sum::<f64>() + GAP * column.len().saturating_sub(1) as f64
    };
    let height = items.iter().map(whole).fold(0.0, f64::max);
    let mut boxes = vec![(0, 0.0); count];
    let mut bends = vec![Vec::new(); edges.len()];
    for (at, column) in items.iter().enumerate() {
        // Every column stands in the middle.
        let mut top = (height - whole(column)) / 2.0;
        for item in column {
            let middle = top + high(item) / 2.0;
            match item {
                Item::Node(node) => boxes[*node] = (at, middle),
                Item::Bend(edge) => bends[*edge].push(middle),
            }
            top += high(item) + GAP;
        }
    }
    Layers { boxes, bends, columns: items.len(), height }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stands_after_what_leads_to_it_and_none_upon_another() {
        let edges = [(0, 1), (1, 2), (0, 3), (3, 2), (0, 4), (4, 5), (5, 6), (6, 2)];
        let it = layers(7, &edges);
        assert_eq!(it, layers(7, &edges), "the same each time");
        assert!(edges.iter().all(|(from, to)| it.boxes[*from].0 < it.boxes[*to].0));
        assert_eq!(it.boxes[2].0, 4);
        assert_eq!(it.bends.iter().map(Vec::len).collect::<Vec<_>>(), [0, 2, 0, 2, 0, 0, 0, 0]);
        for column in 0..it.columns {
            let mut heights: Vec<f64> =
                it.boxes.iter().filter(|(at, _)| *at == column).map(|(_, y)| *y).collect();
            heights.sort_by(f64::total_cmp);
            assert!(heights.windows(2).all(|pair| pair[1] - pair[0] >= BOX), "{heights:?}");
            assert!(heights.iter().all(|y| *y >= BOX / 2.0 && *y <= it.height - BOX / 2.0));
        }
    }

    #[test]
    fn lines_do_not_cross_where_they_need_not() {
        // Two chains that are named crosswise.
        let it = layers(4, &[(0, 3), (1, 2)]);
        assert!((it.boxes[0].1 < it.boxes[1].1) == (it.boxes[3].1 < it.boxes[2].1), "{it:?}");
    }

    #[test]
    fn a_circle_is_drawn_too_and_so_is_nothing() {
        assert_eq!(layers(2, &[(0, 1), (1, 0)]).columns, 2);
        assert_eq!(layers(1, &[(0, 0)]).columns, 1);
        assert_eq!(layers(0, &[]).height, 0.0);
    }
}
