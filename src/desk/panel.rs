//! The panel in which everything is set: a window of its own over the picture, made of the list of settings and of the
//! look's parameters.
//!
//! Everything in it is reached with the Tab key and by assistive technology.

use egui::{Button, Checkbox, Context, Grid, Id, Response, ScrollArea, Slider, TextEdit, Ui, Widget, Window};

use crate::settings::{Kind, LIST, LOOK, Setting, VIEW, Values};
use crate::tube::look::{Choice, PARAMETERS, Parameter, looks};
use crate::tube::view::View;
use crate::words;

/// Length of a slider, in points.
const SLIDER: f32 = 150.0;

/// What was asked for in the panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Changed {
    /// Whether a parameter of the look was changed.
    pub(super) look: bool,
    /// Settings that are to have other values, in their written form.
    pub(super) set: Vec<(&'static Setting, String)>,
}

/// Shows the panel where it is open, changes the look's parameters as they are asked for, and tells what else is asked.
/// Its own button closes it.
pub(super) fn show(context: &Context, open: &mut bool, values: &Values, choice: &mut Choice) -> Changed {
    let before = choice.clone();
    let mut changed = Changed::default();
    Window::new(words::say("panel.title", &[]))
        .id(Id::unique("settings panel"))
        .open(open)
        .collapsible(false)
        .default_size([520.0, 600.0])
        .show(context, |ui| {
            ui.spacing_mut().slider_width = SLIDER;
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                settings(ui, values, choice, &mut changed.set);
                ui.separator();
                ui.heading(words::say("panel.parameters", &[]));
                sliders(ui, choice);
            });
        });
    changed.look = *choice != before;
    changed
}

/// A row for each setting: its name, its value, and a button that gives it its usual one.
fn settings(ui: &mut Ui, values: &Values, choice: &mut Choice, set: &mut Vec<(&'static Setting, String)>) {
    Grid::new("settings").num_columns(3).striped(true).show(ui, |ui| {
        let mut section = "";
        for setting in LIST {
            if setting.place().0 != section {
                section = setting.place().0;
                ui.strong(words::say(&format!("setting-section.{section}"), &[]));
                ui.end_row();
            }
            let label = setting.label();
            ui.label(&label).on_hover_text(setting.help());
            let now = values.text(setting);
            let mut asked = value(ui, setting, now, &label);
            // Never greyed out: that would take the focus from whoever has just pressed it.
            let reset = ui.add(Button::new(words::say("panel.reset", &[])).small());
            name(ui, &reset, &words::say("panel.reset-one", &[("what", &label)]));
            if seen(reset).clicked() {
                asked = Some(setting.default.to_owned());
            }
            ui.end_row();
            if let Some(asked) = asked {
                // The name of a look takes back what was made of it, too.
                if setting.name == LOOK.name && asked == now {
                    *choice = Choice::named(&asked).unwrap_or_default();
                }
                if asked != now {
                    set.push((setting, asked));
                }
            }
        }
    });
}

/// The widget of a setting, and the value that is asked for there.
fn value(ui: &mut Ui, setting: &'static Setting, now: &str, label: &str) -> Option<String> {
    match setting.kind {
        Kind::Truth => {
            let mut on = now == "true";
            let response = ui.add(Checkbox::without_text(&mut on));
            name(ui, &response, label);
            seen(response).on_hover_text(setting.help()).changed().then(|| on.to_string())
        }
        Kind::Choice(names) => ui.horizontal_wrapped(|ui| choices(ui, setting, names, now, label)).inner,
        Kind::Whole { least, most, zero, says: _, unit: _, step: _ } => {
            let least = if zero.is_some() { 0 } else { least };
            let mut number: u16 = now.parse().unwrap_or(least);
            let shown = |number: f64, _| setting.shown(&format!("{number:.0}"));
            let read =
                |text: &str| text.split(|c: char| !c.is_ascii_digit()).find_map(|part| part.parse().ok());
            let slider = Slider::new(&mut number, least..=most).custom_formatter(shown).custom_parser(read);
            let response = slider.ui(ui);
            name(ui, &response, label);
            let changed = seen(response).on_hover_text(setting.help()).changed();
            // Between nothing and the least that is something there is nothing.
            changed.then(|| setting.nearest(number))
        }
        Kind::Text(_) => text(ui, setting, now, label),
    }
}

/// A button for each name, with what there is to say of it.
fn choices(
    ui: &mut Ui,
    setting: &'static Setting,
    names: &[&'static str],
    now: &str,
    label: &str,
) -> Option<String> {
    let mut asked = None;
    for each in names {
        let shown = setting.shown(each);
        let response = ui.radio(now == *each, &shown);
        let said = words::say("panel.choice", &[("setting", label), ("value", &shown)]);
        name(ui, &response, &said);
        let response = seen(response).on_hover_text(about(setting, each));
        if response.clicked() {
            asked = Some((*each).to_owned());
        }
    }
    asked
}

/// What there is to say of a name.
fn about(setting: &Setting, name: &str) -> String {
    if setting.name == LOOK.name {
        let shipped = looks().iter().find(|shipped| shipped.name == name);
        return shipped.map_or_else(String::new, |shipped| shipped.about.clone());
    }
    match name.parse() {
        Ok(view) if setting.name == VIEW.name => {
            let about = match view {
                View::Plain => "panel.view-plain",
                View::Tube => "panel.view-tube",
                View::Bezel => "panel.view-bezel",
                View::Workstation => "panel.view-workstation",
            };
            words::say(about, &[])
        }
        _ => setting.help(),
    }
}

/// A line to write in; what is written is set when the line is left, if it can be.
fn text(ui: &mut Ui, setting: &'static Setting, now: &str, label: &str) -> Option<String> {
    let id = Id::unique(("settings panel", setting.name));
    let mut written: String = ui.data(|data| data.get_temp(id)).unwrap_or_else(|| now.to_owned());
    let response = ui.add(TextEdit::singleline(&mut written).desired_width(SLIDER).char_limit(1000));
    name(ui, &response, label);
    let read = setting.read(written.trim());
    let response = seen(response);
    if response.has_focus() {
        let why = read.as_ref().err().map(|wrong| words::say("settings.refused", &[("why", wrong.right())]));
        ui.data_mut(|data| data.insert_temp(id, written));
        response.on_hover_text(why.unwrap_or_else(|| setting.help()));
        return None;
    }
    ui.data_mut(|data| data.remove_temp::<String>(id));
    if response.lost_focus() { read.ok() } else { None }
}

/// A row for each parameter: its name, its slider with the value and its unit, and a button that takes it back to what
/// it is in the shipped look.
fn sliders(ui: &mut Ui, choice: &mut Choice) {
    let shipped = choice.shipped();
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
    use crate::settings::{MOST_FRAMES, MUTED, PROFILE, VOLUME};
    use crate::tube::look::Look;

    struct Bench {
        context: Context,
        open: bool,
        choice: Choice,
        values: Values,
        changed: Changed,
        tree: TreeUpdate,
    }

    impl Bench {
        fn new(choice: Choice) -> Self {
            let context = Context::default();
            context.set_fonts(crate::screens::fonts());
            context.enable_accesskit();
            let tree = TreeUpdate { nodes: vec![], tree: None, tree_id: TreeId::ROOT, focus: NodeId(0) };
            let (mut values, changed) = (Values::default(), Changed::default());
            values.set(&LOOK, choice.name());
            let mut bench = Self { context, open: true, choice, values, changed, tree };
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
                self.changed = show(ui.ctx(), &mut self.open, &self.values, &mut self.choice);
                // As the terminal and the desk do.
                for (setting, value) in &self.changed.set {
                    self.values.set(setting, value.as_str());
                    if setting.name == LOOK.name {
                        self.choice = Choice::named(value).unwrap();
                    }
                }
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
            let changed = self.changed.clone();
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
    fn every_setting_and_parameter_is_named_with_its_range() {
        let bench = Bench::new(Choice::default());
        let wholes = LIST.iter().filter(|setting| matches!(setting.kind, Kind::Whole { .. })).count();
        assert_eq!(bench.nodes(Role::Slider).count(), PARAMETERS.len() + wholes);
        for parameter in PARAMETERS {
            let (_, node) = bench.node(Role::Slider, &parameter.label());
            assert_eq!(node.numeric_value(), Some(parameter.default), "{}", parameter.name);
            assert_eq!(node.min_numeric_value(), Some(parameter.least));
            assert_eq!(node.max_numeric_value(), Some(parameter.most));
            bench.node(Role::Button, &format!("Reset {}", parameter.label()));
        }
        for setting in LIST {
            let label = setting.label();
            bench.node(Role::Button, &format!("Reset {label}"));
            match setting.kind {
                Kind::Truth => {
                    let on = if setting.default == "true" { Toggled::True } else { Toggled::False };
                    assert_eq!(bench.node(Role::CheckBox, &label).1.toggled(), Some(on), "{label}");
                }
                Kind::Choice(names) => {
                    for each in names {
                        let on = if *each == setting.default { Toggled::True } else { Toggled::False };
                        let said = format!("{label}: {}", setting.shown(each));
                        assert_eq!(bench.node(Role::RadioButton, &said).1.toggled(), Some(on), "{said}");
                    }
                }
                Kind::Whole { most, .. } => {
                    let (_, node) = bench.node(Role::Slider, &label);
                    assert_eq!(node.numeric_value(), setting.default.parse().ok(), "{label}");
                    assert_eq!(node.max_numeric_value(), Some(most.into()));
                }
                Kind::Text(_) => {
                    let (_, node) = bench.node(Role::TextInput, &label);
                    assert_eq!(node.value(), Some(setting.default));
                }
            }
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
    fn settings_and_parameters_are_set_by_request() {
        let mut bench = Bench::new(Choice::default());
        let set = |setting: &'static Setting, value: &str| Changed {
            look: false,
            set: vec![(setting, value.to_owned())],
        };
        bench.ask(Role::RadioButton, "Look: worn", Action::Click, None);
        assert_eq!(bench.changed, set(&LOOK, "worn"));
        bench.ask(Role::RadioButton, "View: the tube alone", Action::Click, None);
        assert_eq!(bench.changed, set(&VIEW, "tube"));
        bench.ask(Role::CheckBox, "Silence", Action::Click, None);
        assert_eq!(bench.changed, set(&MUTED, "true"));
        for (value, result) in [(30.0, "30"), (700.0, "100")] {
            bench.ask(Role::Slider, "Volume", Action::SetValue, Some(ActionData::NumericValue(value)));
            assert_eq!(bench.changed, set(&VOLUME, result), "{value}");
        }
        bench.ask(
            Role::Slider,
            "While something moves",
            Action::SetValue,
            Some(ActionData::NumericValue(6.0)),
        );
        assert_eq!(bench.changed, set(&MOST_FRAMES, "10"), "nothing lies between 0 and 10");
        bench.ask(Role::Button, "Reset Volume", Action::Click, None);
        assert_eq!(bench.changed, set(&VOLUME, "70"));
        for (value, result) in [(0.5, 0.5), (7.0, 0.8), (f64::NAN, 0.8), (-1.0, 0.0)] {
            bench.ask(Role::Slider, "halation", Action::SetValue, Some(ActionData::NumericValue(value)));
            assert_eq!(bench.choice.look.halation, result, "{value}");
        }
        bench.frame(vec![]);
        assert_eq!(bench.changed, Changed::default());
        bench.ask(Role::Button, "Reset halation", Action::Click, None);
        assert_eq!(bench.choice, Choice::named("worn").unwrap());
        let own = Look { room: 0.0, ..bench.choice.look };
        bench.choice.look = own;
        bench.ask(Role::RadioButton, "Look: worn", Action::Click, None);
        assert!(bench.changed.look && bench.changed.set.is_empty());
        assert_eq!(bench.choice.changes().len(), 0);
    }

    #[test]
    fn what_is_written_is_set_when_the_line_is_left_if_it_can_be() {
        let mut bench = Bench::new(Choice::default());
        for (typed, profile) in [("s", "defaults"), ("/..", "defaults"), (" two", "defaults two")] {
            bench.ask(Role::TextInput, "Profile", Action::Focus, None);
            bench.frame(vec![]);
            bench.key(Key::End);
            bench.frame(vec![Event::Text(typed.to_owned())]);
            assert_eq!(bench.changed, Changed::default(), "while it is written");
            bench.key(Key::Enter);
            bench.frame(vec![]);
            assert_eq!(bench.values.text(&PROFILE), profile, "{typed}");
        }
    }

    #[test]
    fn keys_alone_reach_and_change_everything() {
        let mut bench = Bench::new(Choice::default());
        let mut reached: Vec<NodeId> = Vec::new();
        for _ in 0..260 {
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
                (Role::RadioButton, Some("View: the tube alone")) => bench.key(Key::Space),
                _ => {}
            }
            reached.push(focus);
        }
        assert_eq!(bench.values.text(&VIEW), "tube");
        let all = [
            Role::Slider,
            Role::SpinButton,
            Role::Button,
            Role::RadioButton,
            Role::CheckBox,
            Role::TextInput,
        ];
        for (id, node) in all.into_iter().flat_map(|role| bench.nodes(role)) {
            assert!(reached.contains(id), "{:?} {:?}", node.role(), node.label());
        }
        assert_eq!(bench.choice, Choice::default());
    }

    #[test]
    fn nothing_is_cut_at_the_side() {
        let mut bench = Bench::new(Choice::default());
        (0..10).for_each(|_| bench.frame(vec![]));
        let window = bench.nodes(Role::Window).find_map(|(_, node)| node.bounds().filter(|b| b.y1 < 890.0));
        let right = window.unwrap().x1;
        for role in [Role::RadioButton, Role::Button, Role::Slider, Role::TextInput, Role::CheckBox] {
            for (_, node) in bench.nodes(role) {
                let bounds = node.bounds().unwrap();
                assert!(bounds.x1 <= right, "{:?}: {bounds:?} {right}", node.label());
            }
        }
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
