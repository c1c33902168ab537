//! Writing pictures: PNG, under a temporary name until they are whole.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use super::StageError;
use crate::tube::image::Image;

/// A picture as the bytes of an 8-bit RGB PNG file in sRGB.
///
/// # Errors
/// What the encoder reports; an image of the stated size gives none.
pub(super) fn png(image: &Image, scratch: &mut Vec<u8>) -> Result<Vec<u8>, png::EncodingError> {
    scratch.clear();
    scratch.extend(image.pixels.iter().flat_map(|&[r, g, b, _]| [r, g, b]));
    let mut bytes = Vec::with_capacity(scratch.len() / 6);
    let mut encoder = png::Encoder::new(&mut bytes, image.width as u32, image.height as u32);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_source_srgb(png::SrgbRenderingIntent::Perceptual);
    encoder.set_compression(png::Compression::Fast);
    encoder.set_filter(png::Filter::Up);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(scratch)?;
    writer.finish()?;
    Ok(bytes)
}

/// Writes a whole file: under a temporary name first, which is taken away if anything fails.
///
/// # Errors
/// [`StageError::Io`] with the file's name.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StageError> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let write = || {
        let mut file = fs::File::create(&part)?;
        file.write_all(bytes)?;
        fs::rename(&part, path)
    };
    write().map_err(|error| {
        let _gone = fs::remove_file(&part);
        StageError::io(path)(error)
    })
}
