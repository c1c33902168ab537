//! What stands in the round room: the dial and the lamp.

use super::pen::{Pen, arc};

/// The dial of regard: the needle within its band.
pub(super) fn dial(pen: &Pen<'_, '_>) {
    let (x, y) = (pen.width() / 2.0, 190.0);
    pen.panel(20.0, 6.0, pen.width() - 40.0, 218.0, 16.0);
    pen.arc((x, y), (150.0, 150.0), 0.5, 1.0);
    pen.arc((x, y), (120.0, 120.0), 0.5, 1.0);
    pen.line(&[(x - 162.0, y), (x + 162.0, y)]);
    for step in 0..=20 {
        let turn = 0.5 + f64::from(step) / 40.0;
        let reach = if step % 5 == 0 { 138.0 } else { 144.0 };
        let ends = [reach, 150.0].map(|radius| arc((x, y), (radius, radius), turn, turn + 0.001)[0]);
        pen.line(&ends);
    }
    // The band in which it is steady.
    let (from, to) = (0.7, 0.8);
    let mut band = arc((x, y), (136.0, 136.0), from, to);
    band.extend(arc((x, y), (120.0, 120.0), to, from));
    pen.shape(&band, pen.ink().line, pen.ink().line);
    let tip = arc((x, y), (128.0, 128.0), 0.757, 0.758)[0];
    pen.stroke(&[(x, y), tip], 2.0, pen.ink().core);
    pen.disc(x, y, 12.0);
    pen.disc(x, y, 4.0);
}

/// The director's lamp, and what it lights.
pub(super) fn lamp(pen: &Pen<'_, '_>) {
    let x = pen.width() / 2.0;
    // Dome, neck and stem.
    let (top, rim) = (30.0, 110.0);
    let mut dome = arc((x, rim), (86.0, 78.0), 0.5, 1.0);
    dome.push((x - 86.0, rim));
    pen.shape(&dome, pen.ink().ground, pen.ink().line);
    pen.line(&[(x - 92.0, rim), (x + 92.0, rim)]);
    pen.stroke(&arc((x, rim), (66.0, 58.0), 0.56, 0.68), 0.7, pen.ink().line);
    pen.panel(x - 9.0, top - 14.0, 18.0, 16.0, 4.0);
    pen.line(&[(x - 5.0, rim), (x - 5.0, 232.0)]);
    pen.line(&[(x + 5.0, rim), (x + 5.0, 232.0)]);
    // It is lit from beneath: rays from under the rim.
    for step in -4..=4 {
        if step != 0 {
            let lean = f64::from(step);
            let (from, to) =
                ((x + lean * 17.0, rim + 14.0), (x + lean * 25.0, rim + 58.0 - lean.abs() * 5.0));
            pen.stroke(&[from, to], 0.9, pen.ink().core);
        }
    }
    // The foot, and the edge of the table.
    pen.arc((x, 236.0), (58.0, 10.0), 0.0, 1.0);
    pen.line(&[(x - 58.0, 236.0), (x - 58.0, 242.0)]);
    pen.line(&[(x + 58.0, 236.0), (x + 58.0, 242.0)]);
    pen.arc((x, 242.0), (58.0, 10.0), 0.0, 0.5);
    pen.line(&[(10.0, 258.0), (pen.width() - 10.0, 258.0)]);
}
