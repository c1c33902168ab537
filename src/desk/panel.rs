//! The panel in which the look and the view are chosen and changed: a window of its own over the picture.
//!
//! Everything in it is reached with the Tab key and by assistive technology.

use egui::{Button, Context, Grid, Id, Response, ScrollArea, Slider, Ui, Window};

use crate::tube::look::{Choice, PARAMETERS, Parameter, looks};
use crate::tube::view::View;
use crate::words;

/// Length of a slider, in points.
const SLIDER: f32 = 150.0;

/// What was changed in the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changed {
    /// Another look, or a parameter of it.
    pub(super) look: bool,
    /// Another view.
    pub(super) view: bool,
}

/// Shows the panel where it is open, changes look and view as they are asked for, and tells what was changed. Its own
/// button closes it.
pub(super) fn show(context: &Context, open: &mut bool, choice: &mut Choice, view: &mut View) -> Changed {
    let before = (choice.clone(), *view);
    Window::new(words::say("panel.title", &[]))
        .id(Id::unique("look panel"))
        .open(open)
        .collapsible(false)
        .default_size([480.0, 560.0])
        .show(context, |ui| {
            row_of_looks(ui, choice);
            row_of_views(ui, view);
            ui.separator();
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| sliders(ui, choice));
        });
    Changed { look: *choice != before.0, view: *view != before.1 }
}

/// A button for each shipped look: it takes back what was made of the look, too.
fn row_of_looks(ui: &mut Ui, choice: &mut Choice) {
    ui.horizontal_wrapped(|ui| {
        ui.label(words::say("panel.looks", &[]));
        for shipped in looks() {
            let button = ui.selectable_label(choice.name() == shipped.name, shipped.name);
            if button.on_hover_text(&shipped.about).clicked()
                && let Ok(chosen) = Choice::named(shipped.name)
            {
                *choice = chosen;
            }
        }
    });
}

fn row_of_views(ui: &mut Ui, view: &mut View) {
    ui.horizontal_wrapped(|ui| {
        ui.label(words::say("panel.views", &[]));
        for each in View::ALL {
            let about = match each {
                View::Plain => "panel.view-plain",
                View::Tube => "panel.view-tube",
                View::Bezel => "panel.view-bezel",
                View::Workstation => "panel.view-workstation",
            };
            ui.radio_value(view, each, each.name()).on_hover_text(words::say(about, &[]));
        }
    });
}

/// A row for each parameter: its name, its slider with the value and its unit, and a button that takes it back to what
/// it is in the shipped look.
fn sliders(ui: &mut Ui, choice: &mut Choice) {
    let shipped = choice.shipped();
    ui.spacing_mut().slider_width = SLIDER;
    Grid::new("parameters").num_columns(3).striped(true).show(ui, |ui| {
        let mut group = "";
        for parameter in PARAMETERS {
            if parameter.group != group {
                group = parameter.group;
                ui.strong(group);
                ui.end_row();
            }
            let label = parameter.label();
            ui.label(&label).on_hover_text(parameter.about);
            slider(ui, parameter, choice, &label);
            // Never greyed out: that would take the focus from whoever has just pressed it.
            let reset = ui.add(Button::new(words::say("panel.reset", &[])).small());
            name(ui, &reset, &words::say("panel.reset-one", &[("what", &label)]));
            if seen(reset).clicked() {
                parameter.set(&mut choice.look, parameter.of(&shipped));
            }
            ui.end_row();
        }
    });
}

fn slider(ui: &mut Ui, parameter: &Parameter, choice: &mut Choice, label: &str) {
    let value = |asked: Option<f64>| {
        if let Some(asked) = asked {
            parameter.set(&mut choice.look, asked);
        }
        parameter.of(&choice.look)
    };
    let slider = Slider::from_get_set(parameter.least..=parameter.most, value);
    let response = ui.add(slider.suffix(format!(" {}", parameter.unit)));
    name(ui, &response, label);
    seen(response).on_hover_text(parameter.about);
}

/// Names a widget for assistive technology.
fn name(ui: &Ui, response: &Response, label: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(label));
}

/// Brings a widget into sight when the Tab key has come to it.
fn seen(response: Response) -> Response {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

#[cfg(test)]
mod tests {
    use egui::accesskit::{
        Action, ActionData, ActionRequest, Node, NodeId, Role, Toggled, TreeId, TreeUpdate,
    };
    use egui::{Event, Key, Modifiers, RawInput, Rect, vec2};

    use super::*;
    use crate::tube::look::Look;

    struct Bench {
        context: Context,
        open: bool,
        choice: Choice,
        view: View,
        changed: Changed,
        tree: TreeUpdate,
    }

    impl Bench {
        fn new(choice: Choice) -> Self {
            let context = Context::default();
            context.set_fonts(crate::screens::fonts());
            context.enable_accesskit();
            let tree = TreeUpdate { nodes: vec![], tree: None, tree_id: TreeId::ROOT, focus: NodeId(0) };
            let (view, changed) = (View::default(), Changed::default());
            let mut bench = Self { context, open: true, choice, view, changed, tree };
            // The first frames only measure.
            for _ in 0..3 {
                bench.frame(vec![]);
            }
            bench
        }

        fn frame(&mut self, events: Vec<Event>) {
            let window = Rect::from_min_size(egui::Pos2::ZERO, vec2(1180.0, 900.0));
            let input = RawInput { screen_rect: Some(window), events, ..RawInput::default() };
            let mut output = self.context.clone().run_ui(input, |ui| {
                self.changed = show(ui.ctx(), &mut self.open, &mut self.choice, &mut self.view);
            });
            output.textures_delta.clear();
            self.tree = output.platform_output.accesskit_update.unwrap();
        }

        fn key(&mut self, key: Key) {
            let event = |pressed| Event::Key {
                key,
                physical_key: Some(key),
                pressed,
                repeat: false,
                modifiers: Modifiers::NONE,
            };
            self.frame(vec![event(true)]);
            let changed = self.changed;
            self.frame(vec![event(false)]);
            self.changed = changed;
        }

        fn nodes(&self, role: Role) -> impl Iterator<Item = &(NodeId, Node)> {
            self.tree.nodes.iter().filter(move |(_, node)| node.role() == role)
        }

        /// The node of a role that is named so.
        fn node(&self, role: Role, name: &str) -> &(NodeId, Node) {
            self.nodes(role).find(|(_, node)| node.label() == Some(name)).unwrap_or_else(|| panic!("{name}"))
        }

        fn ask(&mut self, role: Role, name: &str, action: Action, data: Option<ActionData>) {
            let target_node = self.node(role, name).0;
            let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data };
            self.frame(vec![Event::AccessKitActionRequest(request)]);
        }
    }

    #[test]
    fn every_parameter_is_a_named_slider_with_its_range() {
        let bench = Bench::new(Choice::default());
        assert_eq!(bench.nodes(Role::Slider).count(), PARAMETERS.len());
        for parameter in PARAMETERS {
            let (_, node) = bench.node(Role::Slider, &parameter.label());
            assert_eq!(node.numeric_value(), Some(parameter.default), "{}", parameter.name);
            assert_eq!(node.min_numeric_value(), Some(parameter.least));
            assert_eq!(node.max_numeric_value(), Some(parameter.most));
            bench.node(Role::Button, &format!("Reset {}", parameter.label()));
        }
        // The field beside a slider goes by the slider's name.
        let mut fields: Vec<_> =
            bench.nodes(Role::SpinButton).flat_map(|(_, node)| node.labelled_by()).copied().collect();
        let mut sliders: Vec<_> = bench.nodes(Role::Slider).map(|(id, _)| *id).collect();
        fields.sort_unstable();
        sliders.sort_unstable();
        assert_eq!(fields, sliders);
    }

    #[test]
    fn to_be_shown_changes_nothing() {
        for shipped in looks() {
            let choice = Choice::named(shipped.name).unwrap();
            let bench = Bench::new(choice.clone());
            assert_eq!((bench.choice, bench.changed), (choice, Changed::default()), "{}", shipped.name);
        }
        let mut closed = Bench::new(Choice::default());
        closed.open = false;
        for _ in 0..60 {
            closed.frame(vec![]);
        }
        assert_eq!(closed.nodes(Role::Slider).count(), 0);
    }

    #[test]
    fn looks_views_and_parameters_are_set_by_request() {
        let mut bench = Bench::new(Choice::default());
        bench.ask(Role::Button, "worn", Action::Click, None);
        assert_eq!(bench.changed, Changed { look: true, view: false });
        assert_eq!(bench.choice, Choice::named("worn").unwrap());
        bench.ask(Role::RadioButton, "bezel", Action::Click, None);
        assert_eq!((bench.changed, bench.view), (Changed { look: false, view: true }, View::Bezel));
        for (value, result) in [(0.5, 0.5), (7.0, 0.8), (f64::NAN, 0.8), (-1.0, 0.0)] {
            bench.ask(Role::Slider, "halation", Action::SetValue, Some(ActionData::NumericValue(value)));
            assert_eq!(bench.choice.look.halation, result, "{value}");
        }
        bench.frame(vec![]);
        assert_eq!(bench.changed, Changed::default());
        assert_eq!(bench.node(Role::Button, "worn").1.toggled(), Some(Toggled::True));
        assert_eq!(bench.node(Role::RadioButton, "bezel").1.toggled(), Some(Toggled::True));
        bench.ask(Role::Button, "Reset halation", Action::Click, None);
        assert_eq!(bench.choice, Choice::named("worn").unwrap());
        let own = Look { room: 0.0, ..bench.choice.look };
        bench.choice.look = own;
        bench.ask(Role::Button, "worn", Action::Click, None);
        assert!(bench.changed.look);
        assert_eq!(bench.choice.changes().len(), 0);
    }

    #[test]
    fn keys_alone_reach_and_change_everything() {
        let mut bench = Bench::new(Choice::default());
        let mut reached: Vec<NodeId> = Vec::new();
        for _ in 0..200 {
            bench.key(Key::Tab);
            let focus = bench.tree.focus;
            let (_, node) = bench.tree.nodes.iter().find(|(id, _)| *id == focus).unwrap();
            match (node.role(), node.label()) {
                (Role::Slider, Some("halation reach")) if !reached.contains(&focus) => {
                    bench.key(Key::ArrowRight);
                    assert!(bench.changed.look);
                    assert!(bench.choice.look.halation_reach > Look::default().halation_reach);
                }
                (Role::Button, Some("Reset halation reach")) if !reached.contains(&focus) => {
                    bench.key(Key::Space);
                    assert_eq!(bench.choice, Choice::default());
                    assert_eq!(bench.tree.focus, focus);
                }
                (Role::RadioButton, Some("tube")) => bench.key(Key::Space),
                _ => {}
            }
            reached.push(focus);
        }
        assert_eq!(bench.view, View::Tube);
        let all = [Role::Slider, Role::SpinButton, Role::Button, Role::RadioButton];
        for (id, node) in all.into_iter().flat_map(|role| bench.nodes(role)) {
            assert!(reached.contains(id), "{:?} {:?}", node.role(), node.label());
        }
        assert_eq!(bench.choice, Choice::default());
    }

    #[test]
    fn what_the_keys_reach_is_in_sight() {
        let mut bench = Bench::new(Choice::default());
        let last = bench.node(Role::Button, "Reset degauss").0;
        let request =
            ActionRequest { action: Action::Focus, target_tree: TreeId::ROOT, target_node: last, data: None };
        bench.frame(vec![Event::AccessKitActionRequest(request)]);
        for _ in 0..120 {
            bench.frame(vec![]);
        }
        let window = bench.nodes(Role::Window).find_map(|(_, node)| node.bounds().filter(|b| b.y1 < 890.0));
        let bottom = window.map_or(900.0, |bounds| bounds.y1);
        let bounds = bench.node(Role::Button, "Reset degauss").1.bounds().unwrap();
        assert!(bounds.y1 <= bottom, "{bounds:?} {window:?}");
    }
}
