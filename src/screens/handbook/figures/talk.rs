//! What stands in the round room.

use super::pen::{Pen, arc};

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
