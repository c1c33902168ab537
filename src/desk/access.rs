//! Controls for assistive technology: a node over the picture for each, and a live region for announcements.
//!
//! The nodes are set into egui's tree as it leaves for the system, so that egui knows no widgets on the tube.

use egui::accesskit::{Action, ActionRequest, Live, Node, NodeId, Rect, Role, Toggled, TreeId};
use xxhash_rust::xxh3::xxh3_64;

use super::layout::Layout;
use crate::keys::Keys;
use crate::model::{Command, Screen, Terminal};
use crate::screens::{self, Control};

/// What stands in the tree besides egui's own.
#[derive(Debug, Default)]
pub(super) struct Access {
    nodes: Vec<(NodeId, Node)>,
    focus: Option<NodeId>,
    /// What is announced, and whether it was altered to be heard again.
    said: String,
    again: bool,
}

/// The id of a control's node.
fn node_id(control: &str) -> NodeId {
    NodeId(xxh3_64(control.as_bytes()))
}

fn live_region() -> NodeId {
    node_id("/announcement")
}

impl Access {
    /// Announces a text.
    pub(super) fn say(&mut self, text: &str) {
        // The same words twice are no change of the node, and would not be spoken.
        self.again = !self.again && self.said.trim_end_matches('\u{a0}') == text;
        self.said = format!("{text}{}", if self.again { "\u{a0}" } else { "" });
    }

    /// Makes the nodes anew.
    pub(super) fn show(&mut self, terminal: &Terminal, keys: &Keys, layout: &Layout) {
        let controls = screens::controls(terminal, keys);
        self.focus = focus(terminal, &controls).map(|control| node_id(&control.id));
        self.nodes =
            controls.iter().map(|control| (node_id(&control.id), node(control, terminal, layout))).collect();
    }

    /// Shows one line in place of all controls: what is seen there is nobody's to operate. To press it is to be back.
    pub(super) fn show_status(&mut self, status: &str, layout: &Layout) {
        let id = node_id("/status");
        let mut node = Node::new(Role::Status);
        node.set_label(status);
        node.set_value(status);
        node.set_bounds(bounds(layout.picture));
        node.add_action(Action::Click);
        node.add_action(Action::Focus);
        self.focus = Some(id);
        self.nodes = vec![(id, node)];
    }
}

fn bounds(area: egui::Rect) -> Rect {
    Rect { x0: area.left().into(), y0: area.top().into(), x1: area.right().into(), y1: area.bottom().into() }
}

/// The control that has the focus: the terminal's, or else what the keys work on.
fn focus<'a>(terminal: &Terminal, controls: &'a [Control]) -> Option<&'a Control> {
    let of_keys =
        |control: &&Control| matches!(control.role, screens::Role::Field | screens::Role::TextInput);
    let named = controls.iter().find(|control| terminal.focus() == Some(&control.id));
    named
        .or_else(|| controls.iter().find(of_keys))
        .or_else(|| controls.iter().find(|control| control.takes_focus()))
}

fn node(control: &Control, terminal: &Terminal, layout: &Layout) -> Node {
    let mut node = Node::new(match control.role {
        screens::Role::Switch => Role::Switch,
        screens::Role::Button => Role::Button,
        screens::Role::Link => Role::Link,
        screens::Role::Tick => Role::CheckBox,
        screens::Role::TextInput => Role::TextInput,
        screens::Role::Field => Role::Application,
        screens::Role::Label => Role::Label,
        screens::Role::Status => Role::Status,
    });
    node.set_bounds(bounds(layout.in_window(&control.area_on(terminal.tube()))));
    node.set_label(control.label.as_str());
    if control.role == screens::Role::Label {
        // A label's text is its value.
        node.set_value(control.label.as_str());
    }
    if !control.value.is_empty() {
        node.set_value(control.value.as_str());
        // Systems that give a value to lines of text alone give every node a description.
        node.set_description(control.value.as_str());
    }
    if control.role == screens::Role::Switch {
        node.set_toggled(if terminal.screen() == Screen::Off { Toggled::False } else { Toggled::True });
    }
    if control.role == screens::Role::Tick {
        node.set_toggled(if control.ticked { Toggled::True } else { Toggled::False });
    }
    if control.takes_focus() {
        node.add_action(Action::Focus);
    }
    if control.command.is_some() {
        node.add_action(Action::Click);
    }
    node
}

/// What assistive technology asks for. It holds no key and rests no pointer, so that a look into a bin that it has
/// begun is ended here: by the same request again, or by whatever is asked or done next.
#[derive(Debug, Default)]
pub(super) struct Requests {
    looking: Option<usize>,
}

impl Requests {
    /// What a request asks of the terminal; nothing if it is for a node of egui's, but that a look ends with it.
    pub(super) fn commands(
        &mut self,
        request: &ActionRequest,
        terminal: &Terminal,
        keys: &Keys,
    ) -> Vec<Command> {
        let asked = command(request, terminal, keys);
        let before = self.looking.take();
        let looks = terminal.board().is_some_and(|board| board.gathered().is_none());
        match &asked {
            Some(Command::Bin { bin }) if looks && before == Some(*bin) => return vec![Command::LookAway],
            // The look goes on to the other bin.
            Some(Command::Bin { bin }) if looks => self.looking = Some(*bin),
            Some(Command::Focus { control: Some(id) })
                if before.is_some_and(|bin| *id == format!("bin.{bin}")) =>
            {
                self.looking = before;
            }
            None if !matches!(request.action, Action::Click | Action::Focus) => self.looking = before,
            _ => {}
        }
        let ends = before.is_some() && self.looking.is_none();
        // What has the focus is brought into view.
        let follow = match &asked {
            Some(Command::Focus { control: Some(id) }) => screens::follow(terminal, keys, id),
            _ => None,
        };
        ends.then_some(Command::LookAway).into_iter().chain(asked).chain(follow).collect()
    }

    /// Something else is done: a look that was begun here ends.
    pub(super) fn end(&mut self) -> Option<Command> {
        self.looking.take().map(|_| Command::LookAway)
    }
}

fn command(request: &ActionRequest, terminal: &Terminal, keys: &Keys) -> Option<Command> {
    if request.target_tree != TreeId::ROOT {
        return None;
    }
    let controls = screens::controls(terminal, keys);
    let control = controls.iter().find(|control| node_id(&control.id) == request.target_node)?;
    match request.action {
        Action::Click => control.command.clone(),
        Action::Focus if control.takes_focus() => {
            let own = matches!(control.role, screens::Role::Field | screens::Role::TextInput);
            Some(Command::Focus { control: (!own).then(|| control.id.clone()) })
        }
        _ => None,
    }
}

impl egui::Plugin for Access {
    fn debug_name(&self) -> &'static str {
        "access"
    }

    fn output_hook(&mut self, _: &egui::Context, output: &mut egui::FullOutput) {
        let Some(update) = &mut output.platform_output.accesskit_update else { return };
        let root = egui::accesskit_root_id().accesskit_id();
        let Some((_, window)) = update.nodes.iter_mut().find(|(id, _)| *id == root) else { return };
        for (id, _) in &self.nodes {
            window.push_child(*id);
        }
        window.push_child(live_region());
        update.nodes.extend(self.nodes.iter().cloned());
        let mut live = Node::new(Role::Status);
        live.set_live(Live::Polite);
        live.set_label(self.said.as_str());
        live.set_value(self.said.as_str());
        update.nodes.push((live_region(), live));
        // Where a button of the bar has the focus, it keeps it.
        if update.focus == root
            && let Some(focus) = self.focus
        {
            update.focus = focus;
        }
    }
}

#[cfg(test)]
mod tests {
    use egui::accesskit::TreeUpdate;
    use egui::{Pos2, RawInput, vec2};

    use super::*;
    use crate::model::command::{Source, Stamped};
    use crate::model::geometry::Tube;
    use crate::pack::Pack;
    use crate::time::Time;
    use crate::tube::look::Look;
    use crate::tube::view::View;

    fn terminal(commands: &[Command]) -> Terminal {
        let mut terminal = Terminal::new(Pack::embedded(), Tube::default(), 5);
        for (sequence, command) in (0..).zip(commands.iter().cloned()) {
            let time = Time::from_millis(1000);
            terminal.apply(&Stamped { time, sequence, source: Source::Hands, command });
        }
        terminal
    }

    fn open() -> Vec<Command> {
        vec![Command::Power { on: true }, Command::Skip, Command::Open { file: "siena".to_owned() }]
    }

    fn window() -> egui::Rect {
        egui::Rect::from_min_size(Pos2::ZERO, vec2(1180.0, 900.0))
    }

    /// The tree as it leaves egui.
    fn tree(terminal: &Terminal, said: &str) -> TreeUpdate {
        let context = egui::Context::default();
        context.enable_accesskit();
        context.add_plugin(Access::default());
        let layout = Layout::new(window(), 1.0, View::Bezel, &Look::default()).unwrap();
        context.with_plugin(|access: &mut Access| {
            access.show(terminal, &Keys::default(), &layout);
            access.say(said);
        });
        let input = RawInput { screen_rect: Some(window()), ..RawInput::default() };
        let mut output = context.run_ui(input, |ui| {
            let _ = ui.button("of the bar");
        });
        output.textures_delta.clear();
        output.platform_output.accesskit_update.unwrap()
    }

    fn find<'a>(tree: &'a TreeUpdate, id: &str) -> &'a Node {
        &tree.nodes.iter().find(|(other, _)| *other == node_id(id)).unwrap().1
    }

    fn all_screens() -> Vec<Terminal> {
        let on = Command::Power { on: true };
        let mut all = vec![terminal(&[]), terminal(std::slice::from_ref(&on))];
        all.push(terminal(&[on.clone(), Command::Skip]));
        let typed = Command::Type { text: "siena".to_owned() };
        all.push(terminal(&[on, Command::Skip, typed, Command::Enter]));
        all.push(terminal(&open()));
        all.push(terminal(&[open(), vec![Command::Help]].concat()));
        all
    }

    #[test]
    fn every_control_is_a_node_in_the_tree() {
        for terminal in all_screens() {
            let tree = tree(&terminal, "");
            let root = tree.tree.as_ref().unwrap().root;
            let window_node = &tree.nodes.iter().find(|(id, _)| *id == root).unwrap().1;
            let controls = screens::controls(&terminal, &Keys::default());
            assert!(!controls.is_empty(), "{:?}", terminal.screen());
            for control in &controls {
                let node = find(&tree, &control.id);
                assert_eq!(node.label().unwrap(), control.label);
                assert!(!control.label.is_empty(), "{}", control.id);
                let value =
                    if control.role == screens::Role::Label { &control.label } else { &control.value };
                assert_eq!(node.value().unwrap_or_default(), value);
                assert_eq!(node.supports_action(Action::Click), control.command.is_some());
                assert_eq!(node.supports_action(Action::Focus), control.takes_focus());
                let bounds = node.bounds().unwrap();
                assert!(bounds.x1 > bounds.x0 && bounds.y1 > bounds.y0, "{}", control.id);
                let inside =
                    bounds.x0 >= 0.0 && bounds.y0 >= 0.0 && bounds.x1 <= 1180.0 && bounds.y1 <= 900.0;
                assert!(inside, "{}: {bounds:?}", control.id);
                assert!(window_node.children().contains(&node_id(&control.id)));
            }
            let ids: std::collections::BTreeSet<_> = tree.nodes.iter().map(|(id, _)| id.0).collect();
            assert_eq!(ids.len(), tree.nodes.len(), "every id once");
            assert_ne!(tree.focus, root, "something has the focus: {:?}", terminal.screen());
        }
    }

    #[test]
    fn focus_is_the_terminals() {
        let mut terminal = terminal(&open());
        assert_eq!(tree(&terminal, "").focus, node_id("field"));
        let command = Command::Focus { control: Some("bin.3".to_owned()) };
        let (time, sequence, source) = (terminal.now(), 9, Source::Hands);
        terminal.apply(&Stamped { time, sequence, source, command });
        assert_eq!(tree(&terminal, "").focus, node_id("bin.3"));
    }

    #[test]
    fn requests_become_the_controls_commands() {
        for terminal in all_screens() {
            for control in screens::controls(&terminal, &Keys::default()) {
                let request = |action| ActionRequest {
                    action,
                    target_tree: TreeId::ROOT,
                    target_node: node_id(&control.id),
                    data: None,
                };
                assert_eq!(
                    command(&request(Action::Click), &terminal, &Keys::default()),
                    control.command,
                    "{}",
                    control.id
                );
                let focus = command(&request(Action::Focus), &terminal, &Keys::default());
                assert_eq!(focus.is_some(), control.takes_focus(), "{}", control.id);
                assert_eq!(command(&request(Action::ScrollDown), &terminal, &Keys::default()), None);
            }
        }
        let terminal = terminal(&open());
        let request = |id: &str| ActionRequest {
            action: Action::Focus,
            target_tree: TreeId::ROOT,
            target_node: node_id(id),
            data: None,
        };
        let bin = Some("bin.1".to_owned());
        let command = |request| command(&request, &terminal, &Keys::default());
        assert_eq!(command(request("bin.1")), Some(Command::Focus { control: bin }));
        assert_eq!(command(request("field")), Some(Command::Focus { control: None }));
        assert_eq!(command(request("a button of the bar")), None);
    }

    #[test]
    fn a_look_that_was_asked_for_ends() {
        let terminal = terminal(&open());
        let keys = Keys::default();
        let mut requests = Requests::default();
        let mut ask = |action, id: &str| {
            let target_node = node_id(id);
            let request = ActionRequest { action, target_tree: TreeId::ROOT, target_node, data: None };
            requests.commands(&request, &terminal, &keys)
        };
        let (click, focus) = (Action::Click, Action::Focus);
        let looks = |bin| vec![Command::Bin { bin }];
        let focuses = |id: Option<&str>| Command::Focus { control: id.map(str::to_owned) };
        assert_eq!(ask(click, "bin.1"), looks(1));
        assert_eq!(ask(click, "bin.1"), [Command::LookAway], "the second time");
        assert_eq!(ask(click, "bin.1"), looks(1));
        assert_eq!(ask(focus, "bin.1"), [focuses(Some("bin.1"))], "it is looked at on");
        assert_eq!(ask(Action::ScrollIntoView, "bin.1"), []);
        assert_eq!(ask(click, "bin.2"), looks(2), "the look goes on there");
        assert_eq!(ask(focus, "field"), [Command::LookAway, focuses(None)]);
        assert_eq!(ask(focus, "bin.3"), [focuses(Some("bin.3"))]);
        assert_eq!(ask(click, "bin.3"), looks(3));
        assert_eq!(ask(focus, "a button of the bar"), [Command::LookAway]);
        assert_eq!(ask(click, "bin.3"), looks(3));
        assert_eq!((requests.end(), requests.end()), (Some(Command::LookAway), None));
    }

    #[test]
    fn announcements_stand_in_a_polite_live_region() {
        let tree = tree(&terminal(&open()), "nine digits; they hang");
        let live = &tree.nodes.iter().find(|(id, _)| *id == live_region()).unwrap().1;
        assert_eq!((live.live(), live.value()), (Some(Live::Polite), Some("nine digits; they hang")));
        let mut access = Access::default();
        let mut heard = Vec::new();
        for text in ["a", "a", "a", "b"] {
            access.say(text);
            heard.push(access.said.clone());
        }
        assert!(heard.windows(2).all(|pair| pair[0] != pair[1]), "{heard:?}");
    }
}
