//! The certificate of a quarter as a picture: the screen as it is painted, at twice its size, cut to the sheet.

use std::path::Path;

use super::StageError;
use super::output::{Form, write_png};
use crate::keys::Keys;
use crate::model::Terminal;
use crate::picture::{Frame, Picture};
use crate::screens::certificate_area;
use crate::tube::image::Image;

/// Pixels a tube unit.
const SCALE: u32 = 2;

/// Writes the certificate of a quarter as a PNG file.
///
/// # Errors
/// [`StageError::Usage`] where the quarter has not ended, [`StageError::Io`] with the file's name.
pub fn write_certificate(path: &Path, terminal: &Terminal, quarter: u32) -> Result<(), StageError> {
    let Some(terminal) = terminal.at_certificate(quarter) else {
        let ended = terminal.quarters();
        return Err(StageError::Usage(format!(
            "quarter {quarter} has no certificate; {ended} of its kind have ended"
        )));
    };
    let tube = *terminal.tube();
    let scale = f64::from(SCALE);
    let frame = Frame {
        width: (tube.width * scale).round() as u32,
        height: (tube.height * scale).round() as u32,
        tube,
        scale,
    };
    let mut whole = Image::default();
    Picture::new(terminal.pack(), Keys::default()).shapes(&terminal, &frame).draw(&mut whole);
    let area = certificate_area(&tube);
    let pixels = |units: f64, most: usize| ((units * scale).round().max(0.0) as usize).min(most);
    let columns = pixels(area.left, whole.width)..pixels(area.right, whole.width);
    let rows = pixels(area.top, whole.height)..pixels(area.bottom, whole.height);
    let size = [columns.len() as u32, rows.len() as u32];
    write_png(path, size, Form { deep: false, alpha: false }, |out| {
        for y in rows {
            let row = whole.row(y).get(columns.clone()).unwrap_or_default();
            let bytes: Vec<u8> = row.iter().flat_map(|&[r, g, b, _]| [r, g, b]).collect();
            out.write_all(&bytes)?;
        }
        Ok(())
    })?;
    Ok(())
}
