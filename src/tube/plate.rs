//! temp
use super::{look::Look, view::Placement};
/// temp
#[derive(Debug, Clone, Copy)]
pub struct Lamps { /// p
 pub power: bool, /// s
 pub storage: bool }
/// temp
#[derive(Debug)]
pub struct Plate { rows: Vec<[u16;4]>, width: usize }
impl Plate {
 /// new
 pub fn new(p: &Placement, look: &Look) -> Self {
  let mut rows = Vec::new();
  for y in 0..p.height { for x in 0..p.width {
    let hx = p.scale * p.units_across / 2.0; let hy = p.scale * p.units_down / 2.0;
    let fx = (f64::from(x) + 0.5 - p.left) / hx - 1.0; let fy = (f64::from(y) + 0.5 - p.top) / hy - 1.0;
    let v = fy * (1.0 + look.curvature * fx * fx); let u = fx * (1.0 + look.curvature * v * v);
    let r = look.corner; let qx = u.abs() * p.units_across / 2.0 - (p.units_across / 2.0 - r); let qy = v.abs() * p.units_down / 2.0 - (p.units_down / 2.0 - r);
    let d = (qx.max(0.0) * qx.max(0.0) + qy.max(0.0) * qy.max(0.0)).sqrt() + qx.max(qy).min(0.0) - r;
    let c = (0.5 - d * p.scale).clamp(0.0, 1.0);
    rows.push(if c > 0.0 { [60, 90, 120, 0x8000 | ((c * 127.0) as u16) << 8] } else { [200, 300, 600, 0x1000] });
  } }
  Self { rows, width: p.width as usize }
 }
 /// row
 pub fn row<'a>(&'a self, y: usize, _: Lamps, _: &'a mut Vec<[u16;4]>) -> &'a [[u16;4]] { self.rows.get(y * self.width..(y + 1) * self.width).unwrap_or_default() }
}
