//! What can be worked and read below the tube: the switch on the chin of the head, and a line of words.

use egui::{FontId, Painter, Role, Sense, Ui, WidgetInfo, pos2};

use super::layout::Layout;
use super::tokens;
use crate::words;

/// Makes the drawn switch work, where the view shows one, and tells whether it was worked.
pub(super) fn switch(ui: &mut Ui, layout: &Layout, on: bool) -> bool {
    let Some(place) = layout.switch else { return false };
    let label = words::say("label.power", &[]);
    let response = ui.interact(place, ui.scope_id().with("switch"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, on, &label));
    response.on_hover_text(label).clicked()
}

/// Paints a line of words beside the storage lamp; where no lamp is shown, on the picture.
pub(super) fn line(painter: &Painter, layout: &Layout, lit: bool, line: &str) {
    let colour = if lit { tokens::LAMP } else { tokens::PRINT };
    let font = FontId::proportional(tokens::TEXT);
    let galley = painter.layout(line.to_owned(), font, colour, layout.line.width().max(80.0));
    let at = pos2(layout.line.left(), layout.line.center().y - galley.size().y / 2.0);
    let behind = galley.rect.translate(at.to_vec2()).expand(6.0);
    painter.rect_filled(behind, 4.0, tokens::RIM.gamma_multiply(0.85));
    painter.galley(at, galley, colour);
}
