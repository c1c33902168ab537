//! The plain bezel around the tube, with the switch and the storage lamp.

use egui::epaint::{CornerRadius, RectShape};
use egui::{
    Align2, Color32, FontId, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::layout::Layout;
use super::tokens;
use crate::words;

/// Paints shell and bezel: all but the tube, and no pixel twice where that can be, since every one counts where the
/// processor draws them.
pub(super) fn paint(painter: &Painter, layout: &Layout) {
    let (window, tube) = (layout.window, layout.tube);
    let shell = window.shrink(1.0);
    let hole = pos2(tube.center().x, (window.top() + tokens::SHELL_EDGE + tube.top()) / 2.0);
    for strip in [
        Rect::from_min_max(window.min, pos2(window.right(), tube.top())),
        Rect::from_min_max(pos2(window.left(), tube.bottom()), window.max),
        Rect::from_min_max(pos2(window.left(), tube.top()), tube.left_bottom()),
        Rect::from_min_max(tube.right_top(), pos2(window.right(), tube.bottom())),
    ] {
        let painter = painter.with_clip_rect(strip);
        let ring = |around: Rect, radius: f32, width: f32, colour| {
            painter.rect_stroke(around, radius, Stroke::new(width, colour), StrokeKind::Inside)
        };
        // The bezel covers the ring's inner edge.
        ring(shell, 22.0, tokens::SHELL_EDGE + 2.0, tokens::SHELL);
        painter.rect_filled(shell.shrink(tokens::SHELL_EDGE - 1.0), 17.0, tokens::BEZEL);
        ring(tube.expand(7.0), 12.0, 7.0, tokens::RIM);
        ring(tube.expand(2.0), 3.0, 2.0, tokens::GAP);
        // The small hole above the middle of the tube.
        painter.circle(hole, 5.0, tokens::GAP, Stroke::new(1.5, tokens::RIM));
    }
}

/// Shows the switch, and tells whether it was worked.
pub(super) fn switch(ui: &mut Ui, layout: &Layout, on: bool) -> bool {
    let label = words::say("label.power", &[]);
    let response = ui.interact(layout.switch, ui.scope_id().with("switch"), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Switch, true, on, &label));
    let painter = ui.painter();
    let at = pos2(layout.switch.left() - 12.0, layout.switch.center().y);
    painter.text(at, Align2::RIGHT_CENTER, label, FontId::proportional(tokens::TEXT), tokens::PRINT);
    painter.rect_filled(layout.switch.expand(3.0), 5.0, tokens::GAP);
    let (left, right) = layout.switch.split_left_right_at_fraction(0.5);
    let halves = [
        (left, on, CornerRadius { nw: 4, sw: 4, ..CornerRadius::ZERO }),
        (right, !on, CornerRadius { ne: 4, se: 4, ..CornerRadius::ZERO }),
    ];
    for (half, pressed, radius) in halves {
        let fill = if pressed { tokens::PRESSED } else { tokens::ROCKER };
        painter.add(RectShape::filled(half, radius, fill));
        if !pressed {
            // The raised half catches the light.
            let edge = Rect::from_min_size(half.min + vec2(3.0, 1.0), vec2(half.width() - 6.0, 1.5));
            painter.rect_filled(edge, 0.0, tokens::FAINT);
        }
    }
    // A stroke means on and a ring means off. The stroke is lit while the power is on.
    let stroke = Rect::from_center_size(left.center(), vec2(3.0, 12.0));
    if on {
        painter.rect_filled(stroke.expand(3.0), 4.0, tokens::POWER.gamma_multiply(0.18));
    }
    painter.rect_filled(stroke, 1.0, if on { tokens::POWER } else { tokens::FAINT });
    painter.circle_stroke(right.center(), 5.0, Stroke::new(2.0, tokens::FAINT));
    response.clicked()
}

/// Paints the storage lamp, and beside it a line of words if there is one.
pub(super) fn lamp(painter: &Painter, layout: &Layout, lit: bool, line: Option<&str>) {
    let middle = layout.lamp.center();
    if lit {
        painter.circle_filled(middle, 11.0, tokens::LAMP.gamma_multiply(0.22));
        painter.circle_filled(middle, 6.5, tokens::LAMP);
    } else {
        painter.circle(middle, 6.0, tokens::GAP, Stroke::new(1.5, tokens::FAINT));
    }
    if let Some(line) = line {
        let colour = if lit { tokens::LAMP } else { tokens::PRINT };
        let font = FontId::proportional(tokens::TEXT);
        let galley = painter.layout(line.to_owned(), font, colour, layout.line.width());
        let at = pos2(layout.line.left(), layout.line.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, colour);
    }
}

/// Paints the tube's picture, one pixel of it on one of the window.
pub(super) fn tube(painter: &Painter, layout: &Layout, texture: egui::TextureId) {
    let whole = Rect::from_min_max(pos2(0.0, 0.0), pos2(1.0, 1.0));
    painter.image(texture, layout.tube, whole, Color32::WHITE);
}
