//! PNG files of 8 bits and three channels.

#![allow(unreachable_pub, dead_code, reason = "shared by several tests, each of which uses a part")]

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

/// Width and height, and the bytes.
pub fn read(path: &Path) -> ([u32; 2], Vec<u8>) {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut reader = png::Decoder::new(BufReader::new(file)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
    bytes.truncate(info.buffer_size());
    ([info.width, info.height], bytes)
}

/// Writes as small a file as the encoder can.
pub fn write(path: &Path, [width, height]: [u32; 2], bytes: &[u8]) {
    let mut encoder = png::Encoder::new(File::create(path).unwrap(), width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::High);
    encoder.write_header().unwrap().write_image_data(bytes).unwrap();
}
