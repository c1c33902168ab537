//! Where clusters stand: their shapes, their distances, how many are in view, and that no temper is ever far.

use std::collections::{BTreeMap, BTreeSet};

use macrodat::model::geometry::{PITCH, Tube};
use macrodat::model::random::{Draws, Purpose};
use macrodat::model::refinement::Board;
use macrodat::model::refinement::ground::{Cluster, Ground, Make};
use macrodat::model::refinement::plane::{Block, Cell, SIDE};
use macrodat::model::refinement::temper::Temper;
use macrodat::pack::{FileSpec, Pack};
use macrodat::time::Time;

fn ground(spec: &FileSpec, seed: u64) -> Ground {
    Ground::new(Make {
        seed,
        subtlety: spec.subtlety,
        density: spec.density,
        sizes: spec.sizes,
        drift: spec.drift,
        mix: spec.mix,
    })
}

/// Places all over the plane: its corners and edges, the seam, and anywhere.
fn places(seed: u64, anywhere: usize) -> Vec<Cell> {
    let last = SIDE - 1;
    let mut places: Vec<Cell> =
        [(0, 0), (last, 0), (0, last), (last, last), (0, 8_000_000), (8_000_000, last), (63, 64)]
            .map(|(column, row)| Cell { column, row })
            .to_vec();
    let mut draws = Draws::new(seed, Purpose::Words, 9, 9);
    places.extend((0..anywhere).map(|_| Cell { column: draws.below(SIDE), row: draws.below(SIDE) }));
    places
}

/// All clusters on the blocks within `right` and `down` blocks of a cell.
fn around(ground: &Ground, cell: Cell, right: i64, down: i64) -> Vec<Cluster> {
    let middle = Block::of(cell);
    (-down..=down)
        .flat_map(|y| (-right..=right).map(move |x| (x, y)))
        .filter_map(|(x, y)| ground.cluster(middle.offset(x, y)))
        .collect()
}

/// Columns and rows from `origin` to `cell`, the short way.
fn away(cell: Cell, origin: Cell) -> (i64, i64) {
    let (x, y) = cell.centre().from(origin.centre());
    (x as i64, y as i64)
}

fn assert_whole(cluster: &Cluster, sizes: [u8; 2]) {
    let size = cluster.cells.len();
    assert!((usize::from(sizes[0])..=usize::from(sizes[1])).contains(&size), "{size} digits, not {sizes:?}");
    let cells: BTreeSet<(i64, i64)> =
        cluster.cells.iter().map(|&cell| away(cell, cluster.cells[0])).collect();
    assert_eq!(cells.len(), size, "a cell twice");
    let mut reached = BTreeSet::from([(0, 0)]);
    let mut edge = vec![(0, 0)];
    while let Some((x, y)) = edge.pop() {
        for next in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)] {
            if cells.contains(&next) && reached.insert(next) {
                edge.push(next);
            }
        }
    }
    assert_eq!(reached.len(), size, "not connected: {cells:?}");
    let by_rows = |pair: &[Cell]| {
        let (x, y) = away(pair[1], pair[0]);
        (y, x) > (0, 0)
    };
    assert!(cluster.cells.windows(2).all(by_rows), "not by rows: {cells:?}");
}

/// No two clusters have fewer than two empty cells between them, in any direction.
fn assert_apart(clusters: &[Cluster], origin: Cell) {
    let mut owner = BTreeMap::new();
    for cluster in clusters {
        for &cell in &cluster.cells {
            assert_eq!(owner.insert(away(cell, origin), cluster.block), None, "two clusters on one cell");
        }
    }
    for (&(x, y), block) in &owner {
        for down in -2..=2 {
            for right in -2..=2 {
                let near = owner.get(&(x + right, y + down));
                assert!(
                    near.is_none_or(|near| near == block),
                    "{block:?} and {near:?} are close at {x}, {y}"
                );
            }
        }
    }
}

/// The places of the view, in columns and rows from the present one, that lie within two pages to either side and two
/// up or down.
fn pages() -> Vec<(i32, i32)> {
    (-2..=2).flat_map(|right| (-2..=2).map(move |down| (right, down))).collect()
}

/// How many of a cluster's digits are in a view at 1x that is so many pages from `centre`.
fn shown(cluster: &Cluster, centre: Cell, (right, down): (i32, i32)) -> usize {
    let field = Tube::default().field();
    let (width, height) = (field.width() / PITCH, field.height() / PITCH);
    // A page is a view less one row or column.
    let middle = (f64::from(right) * (width.floor() - 1.0), f64::from(down) * (height.floor() - 1.0));
    let inside = |cell: &&Cell| {
        let (x, y) = cell.centre().from(centre.centre());
        (x - middle.0).abs() <= width / 2.0 && (y - middle.1).abs() <= height / 2.0
    };
    cluster.cells.iter().filter(inside).count()
}

/// How many presses of a page key away each temper is at most: after so many a cluster of it can be boxed, since six
/// in ten of its digits are shown. Two pages across and two down are four presses; 9 means that it is farther.
fn presses(ground: &Ground, centre: Cell) -> [i32; 4] {
    let mut least = [9; 4];
    for cluster in around(ground, centre, 9, 5) {
        let least = &mut least[cluster.temper.index()];
        for page in pages() {
            let presses = page.0.abs() + page.1.abs();
            if presses < *least && shown(&cluster, centre, page) * 10 >= cluster.cells.len() * 6 {
                *least = presses;
            }
        }
    }
    least
}

#[test]
fn clusters_are_connected_irregular_and_apart() {
    let pack = Pack::embedded();
    let mut shapes = BTreeSet::new();
    let mut straight = 0;
    let mut count = 0;
    for spec in &pack.files {
        for seed in 0..8 {
            let ground = ground(spec, seed * 7919 + 1);
            for place in places(seed, 12) {
                let clusters = around(&ground, place, 2, 2);
                clusters.iter().for_each(|cluster| assert_whole(cluster, spec.sizes));
                assert_apart(&clusters, place);
                for cluster in clusters {
                    let at = |cell: &Cell| away(*cell, cluster.cells[0]);
                    let shape: Vec<_> = cluster.cells.iter().map(at).collect();
                    let (left, right) =
                        (shape.iter().map(|at| at.0).min(), shape.iter().map(|at| at.0).max());
                    let (top, bottom) =
                        (shape.iter().map(|at| at.1).min(), shape.iter().map(|at| at.1).max());
                    let (width, height) =
                        (right.unwrap() - left.unwrap() + 1, bottom.unwrap() - top.unwrap() + 1);
                    straight += usize::from(width * height == shape.len() as i64);
                    shapes.insert(shape);
                    count += 1;
                }
            }
        }
    }
    assert!(shapes.len() > 3000, "{} shapes of {count} clusters", shapes.len());
    assert!(straight * 12 < count, "{straight} of {count} clusters are rectangles");
}

#[test]
fn three_to_five_clusters_are_in_view() {
    let pack = Pack::embedded();
    for spec in &pack.files {
        let (mut sum, mut views) = (0, 0);
        for seed in 0..4 {
            let ground = ground(spec, seed + 11);
            for place in places(seed, 60) {
                // A cluster is in view if half of its digits are.
                let seen = |cluster: &&Cluster| shown(cluster, place, (0, 0)) * 2 >= cluster.cells.len();
                sum += around(&ground, place, 3, 2).iter().filter(seen).count();
                views += 1;
            }
        }
        let mean = sum as f64 / views as f64;
        println!("{}: {mean:.2} clusters in view", spec.key);
        // About three to five.
        assert!((2.9..=5.0).contains(&mean), "{}: {mean}", spec.key);
    }
}

#[test]
fn every_temper_is_within_two_pages() {
    let pack = Pack::embedded();
    let (mut views, mut far) = (0, 0);
    for spec in &pack.files {
        for seed in 0..6 {
            let ground = ground(spec, seed * 31 + 5);
            for place in places(seed, 40) {
                let found = presses(&ground, place);
                assert!(
                    found.iter().all(|&presses| presses <= 4),
                    "{}, {seed}, {place:?}: {found:?}",
                    spec.key
                );
                views += 1;
                far += found.iter().filter(|&&presses| presses > 2).count();
            }
        }
    }
    println!("{far} of {} tempers in views are more than two presses away", views * 4);
    assert!(far * 1000 < views * 4, "{far} of {views}");
}

/// Hundreds of deliveries around one place: what is still wanted stays near, and clusters stay whole and apart.
#[test]
fn wanted_tempers_stay_near_however_much_is_taken() {
    use Temper::{Dread, Frolic, Malice, Woe};
    let pack = Pack::embedded();
    let mut counts = [0; 10];
    for (number, spec) in pack.files.iter().enumerate() {
        let mut ground = ground(spec, number as u64 + 100);
        let home = places(number as u64, 1)[number % 8];
        let mut draws = Draws::new(number as u64, Purpose::Words, 1, 2);
        // What is wanted shrinks, as it does towards the end of a file.
        for wanted in [&Temper::ALL[..], &[Frolic, Malice, Dread], &[Dread, Malice], &[Dread], &[Woe, Frolic]]
        {
            for turn in 0..70 {
                let near: Vec<Cluster> = around(&ground, home, 5, 3)
                    .into_iter()
                    .filter(|cluster| wanted.contains(&cluster.temper))
                    .filter(|cluster| pages().iter().any(|&page| shown(cluster, home, page) > 3))
                    .collect();
                let presses = presses(&ground, home);
                for temper in wanted {
                    counts[presses[temper.index()] as usize] += 1;
                }
                // One is taken, and now and then more before the first has refilled.
                let mut emptied = Vec::new();
                for _ in 0..=u32::from(turn % 7 == 0) * 3 {
                    let cluster = &near[draws.below(near.len() as u32) as usize];
                    if !emptied.contains(&cluster.block) {
                        emptied.push(cluster.block);
                        ground.empty(cluster, Time::ZERO);
                        assert_eq!(ground.cluster(cluster.block), None);
                    }
                }
                for block in emptied {
                    ground.regrow(block, wanted);
                    let new = ground.cluster(block).unwrap();
                    assert_whole(&new, spec.sizes);
                    assert!(wanted.contains(&new.temper));
                }
            }
            assert_apart(&around(&ground, home, 5, 3), home);
        }
        assert!(ground.changed_cells() > 300);
    }
    println!("wanted tempers, by presses of a page key: {counts:?}");
    assert_eq!(counts[5..].iter().sum::<i32>(), 0, "{counts:?}");
    assert!(counts[3..].iter().sum::<i32>() * 200 < counts.iter().sum(), "{counts:?}");
}

#[test]
fn a_first_file_begins_beside_four_broad_clusters() {
    let pack = Pack::embedded();
    let spec = pack.files.iter().find(|file| file.teaches).unwrap();
    for seed in 0..200 {
        let board = Board::new(spec, 5, seed);
        let tube = Tube::default();
        let mut tempers = BTreeSet::new();
        let mut clusters = Vec::new();
        for block in [(-1, -1), (0, -1), (-1, 0), (0, 0)] {
            let block = Block::of(board.cursor_cell()).offset(block.0, block.1);
            let cluster = board.ground().cluster(block).unwrap();
            assert_whole(&cluster, [10, 12]);
            let inside = tube.field().grown(-0.25 * PITCH);
            for cell in &cluster.cells {
                let at = board.view().point(cell.centre(), &tube, board.now());
                assert!(inside.holds(at), "{cell:?} is at {at:?}");
            }
            let (columns, rows): (BTreeSet<u32>, BTreeSet<u32>) =
                cluster.cells.iter().map(|cell| (cell.column, cell.row)).unzip();
            assert!(columns.len() >= 3 && rows.len() >= 2, "not broad");
            tempers.insert(cluster.temper);
            clusters.push(cluster);
        }
        assert_eq!(tempers.len(), 4);
        assert_apart(&around(board.ground(), board.cursor_cell(), 3, 3), board.cursor_cell());
    }
}

/// Clusters placed by direction are whole too, wherever they are asked for.
#[test]
fn placed_clusters_are_whole() {
    let pack = Pack::embedded();
    let spec = &pack.files[3];
    let mut draws = Draws::new(1, Purpose::Words, 3, 3);
    for seed in 0..40 {
        let mut board = Board::new(spec, 5, seed);
        for _ in 0..20 {
            let size = 4 + draws.below(11) as u8;
            let temper = Temper::ALL[draws.below(4) as usize];
            let (columns, rows) = (draws.below(19) as i32 - 9, draws.below(9) as i32 - 4);
            board.stage_cluster(temper, size, columns, rows);
            let at = board.address().offset(i64::from(columns), i64::from(rows));
            let cluster = board.ground().cluster(Block::of(at)).unwrap();
            assert_eq!(cluster.temper, temper);
            assert_whole(&cluster, [size, size]);
            assert_apart(&around(board.ground(), at, 2, 2), at);
        }
    }
}
