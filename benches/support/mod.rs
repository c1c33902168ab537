//! What the benchmarks of pictures share.

use macrodat::keys::Keys;
use macrodat::model::Terminal;
use macrodat::pack::Pack;
use macrodat::picture::{Frame, Picture, Shapes};
use macrodat::stage::Scene;
use macrodat::time::Time;

/// The usual size of the tube in pixels.
pub(crate) const SIZE: (u32, u32) = (1440, 1000);

/// The scene of benchmarks and golden pictures at some milliseconds, at `times` the usual size.
pub(crate) fn busy(times: u32, milliseconds: i64) -> Shapes {
    scene("busy", times, milliseconds)
}

/// A scene at some milliseconds, at `times` the usual size.
pub(crate) fn scene(name: &str, times: u32, milliseconds: i64) -> Shapes {
    let pack = Pack::embedded();
    let frame = Frame::new(SIZE.0 * times, SIZE.1 * times).unwrap();
    let scene = Scene::named(name, &Pack::embedded()).unwrap();
    let mut terminal = Terminal::new(pack.clone(), frame.tube, 7);
    let shown = Time::from_millis(milliseconds);
    for stamped in scene.start.commands(&pack).unwrap().iter().chain(&scene.commands) {
        if stamped.time <= shown {
            terminal.apply(stamped);
        }
    }
    terminal.advance(shown);
    Picture::new(&pack, Keys::default()).shapes(&terminal, &frame)
}

/// A pool of so many threads.
pub(crate) fn pool(threads: usize) -> rayon::ThreadPool {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap()
}
