//! The picture of a real scene, drawn where it changed.

use super::*;
use crate::stage::Scene;
use crate::time::Time;

#[test]
fn frames_drawn_where_they_changed_are_those_drawn_whole() {
    let pack = Pack::embedded();
    let frame = Frame::new(720, 500).unwrap();
    let scene = Scene::named("busy", &pack).unwrap();
    let mut terminal = Terminal::new(pack.clone(), frame.tube, 7);
    let mut commands: Vec<_> =
        scene.start.commands(&pack).unwrap().into_iter().chain(scene.commands.iter().cloned()).collect();
    commands.reverse();
    let mut picture = Picture::new(&pack, Keys::default());
    let (mut drawn, mut parallel) = (Drawn::new(), Drawn::new());
    let mut whole = Image::default();
    let mut least = usize::MAX;
    for step in 0..60 {
        let shown = Time::from_millis(3000 + step * 100 / 3);
        while commands.last().is_some_and(|command| command.time <= shown) {
            terminal.apply(&commands.pop().unwrap());
        }
        terminal.advance(shown);
        let shapes = picture.shapes(&terminal, &frame);
        shapes.draw(&mut whole);
        let tiles = shapes.draw_changed(&mut drawn);
        assert!(drawn.image() == &whole, "step {step}");
        assert_eq!(tiles, shapes.draw_changed_parallel(&mut parallel));
        assert!(parallel.image() == &whole, "step {step} on threads");
        least = least.min(tiles.count());
        assert!(shapes.draw_changed(&mut drawn).is_empty());
    }
    assert!(least < Tiles::all(720, 500).count(), "all tiles are drawn in every step");
}
