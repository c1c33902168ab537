use std::path::Path;

use super::*;

#[test]
fn names_of_profiles_are_checked() {
    for good in ["default", "Mark S", "a", "x-1_2", "Zoë", "名前", "con1", "com10", &"n".repeat(40)] {
        assert_eq!(ProfileName::new(good).unwrap().as_str(), good);
    }
    let bad = [
        ("", NameProblem::Empty),
        (&"n".repeat(41), NameProblem::TooLong(41)),
        (" a", NameProblem::OuterSpace),
        ("a ", NameProblem::OuterSpace),
        (" ", NameProblem::OuterSpace),
        ("..", NameProblem::Character('.')),
        ("a/b", NameProblem::Character('/')),
        ("a\\b", NameProblem::Character('\\')),
        ("C:", NameProblem::Character(':')),
        ("a\0", NameProblem::Character('\0')),
        ("a\tb", NameProblem::Character('\t')),
        ("com¹", NameProblem::Character('¹')),
        ("e\u{301}", NameProblem::Character('\u{301}')),
        ("CON", NameProblem::Reserved),
        ("nul", NameProblem::Reserved),
        ("Lpt9", NameProblem::Reserved),
    ];
    for (name, expected) in bad {
        match ProfileName::new(name) {
            Err(StoreError::ProfileName { problem, .. }) => {
                assert_eq!(problem, expected, "{name:?}")
            }
            other => panic!("{name:?}: {other:?}"),
        }
    }
    let message = ProfileName::new("a/b").unwrap_err().to_string();
    assert_eq!(
        message,
        r#"profile name "a/b" contains '/'; only letters, digits, space, dash and underscore can be used"#
    );
}

#[test]
fn a_profile_is_always_a_folder_below_the_data_folder() {
    let data = DataDir::find(Some(Path::new("somewhere"))).unwrap();
    assert!(data.path().is_absolute());
    let folder = data.profile(&ProfileName::new("Mark S").unwrap());
    assert_eq!(folder, data.path().join("profiles").join("Mark S"));
    assert_eq!(data.settings(), data.path().join("settings.toml"));
    assert!(matches!(DataDir::find(Some(Path::new(""))), Err(StoreError::DataDir { .. })));
}
