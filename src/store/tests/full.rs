//! A disk that is really full or read-only. These need a superuser who may mount; elsewhere they say so and
//! pass.

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::*;

/// A small file system of its own, gone with the test.
struct Mount(tempfile::TempDir);

impl Mount {
    fn new() -> Option<Mount> {
        let temp = tempfile::tempdir().unwrap();
        if mount(&["-t", "tmpfs", "-o", "size=64k", "tmpfs"], temp.path()) {
            Some(Mount(temp))
        } else {
            println!("skipped: a tmpfs cannot be mounted here");
            None
        }
    }

    fn remount(&self, option: &str) {
        assert!(mount(&["-o", &format!("remount,{option}")], self.0.path()));
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

fn mount(arguments: &[&str], at: &Path) -> bool {
    let status = Command::new("mount").args(arguments).arg(at).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

fn fill(path: &Path) {
    let mut file = fs::File::create(path).unwrap();
    while file.write_all(&[0; 1024]).is_ok() {}
}

fn wait_for(writer: &Writer, wanted: Status) {
    let start = Instant::now();
    while writer.status() != wanted {
        assert!(start.elapsed() < Duration::from_secs(10), "{:?}", writer.status());
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn reason(writer: &Writer) -> String {
    match writer.status() {
        Status::Failing { reason, .. } => reason,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_full_disk_keeps_the_last_save_and_takes_the_next_when_there_is_room() {
    let Some(mount) = Mount::new() else { return };
    let data = DataDir::find(Some(mount.0.path())).unwrap();
    let name = ProfileName::new("full").unwrap();
    let writer = Writer::new(Profile::open(&data, &name).unwrap().profile).unwrap();
    let read = || Profile::peek(&data, &name).unwrap().loaded.unwrap().snapshot.json;
    let (one, two) = (vec![b'1'; 10_000], vec![b'2'; 10_000]);
    writer.submit(one.clone(), 1);
    writer.save_now(Duration::from_secs(5)).unwrap();

    let filler = mount.0.path().join("filler");
    fill(&filler);
    writer.submit(two.clone(), 1);
    writer.save_now(Duration::from_secs(5)).unwrap_err();
    assert!(reason(&writer).contains("No space left"), "{}", reason(&writer));
    assert_eq!(read(), one);
    assert!(!data.profile(&name).join("session.new.tmp").exists(), "a torn file gives its room back");

    fs::remove_file(&filler).unwrap();
    wait_for(&writer, Status::Saved);
    assert_eq!(read(), two);
}

#[test]
fn a_read_only_disk_is_read_and_saved_to_when_it_can_be() {
    let Some(mount) = Mount::new() else { return };
    let data = DataDir::find(Some(mount.0.path())).unwrap();
    let name = ProfileName::new("read only").unwrap();
    let folder = data.profile(&name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("session.save"), b"damaged").unwrap();
    fs::write(folder.join("session.older.save"), encode(b"one", 1)).unwrap();
    mount.remount("ro");

    let opened = Profile::open(&data, &name).unwrap();
    assert_eq!(json_of(&opened), Some((&b"one"[..], Generation::Older)));
    assert_eq!((opened.damaged.len(), &opened.damaged[0].moved_to), (1, &None));
    let trouble = opened.trouble.as_ref().unwrap().to_string();
    assert!(trouble.contains("Read-only"), "{trouble}");
    let writer = Writer::new(opened.profile).unwrap();
    assert_eq!(reason(&writer), trouble);
    writer.submit(b"two".to_vec(), 1);
    writer.save_now(Duration::from_secs(5)).unwrap_err();

    mount.remount("rw");
    wait_for(&writer, Status::Saved);
    let saved = Profile::peek(&data, &name).unwrap().loaded.unwrap();
    assert_eq!((saved.snapshot.json.as_slice(), saved.generation), (&b"two"[..], Generation::Current));
    assert_eq!(fs::read(folder.join("session.damaged-1.save")).unwrap(), b"damaged");
    assert_eq!(fs::read(folder.join("session.older.save")).unwrap(), encode(b"one", 1));
}
