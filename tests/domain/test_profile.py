"""Connection profiles: what is wrong with one, and what changes do to the list."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest

from neo_tui.domain.errors import NeoError
from neo_tui.domain.profile import Auth, Profile, Profiles, SecretSource, name_problem
from neo_tui.domain.profile_changes import changed_meanwhile, copy_of, with_default, with_profile, without_profile
from neo_tui.domain.secret import Secret

GOOD = Profile("eu-prod", "eu.api.capillarytech.com", user="till.01")


def test_a_good_profile_has_no_problems_and_one_origin() -> None:
    assert GOOD.problems() == {}
    assert GOOD.origin.url == "https://eu.api.capillarytech.com"
    assert replace(GOOD, secret_source=SecretSource.ENVIRONMENT, secret_variable="MY_SECRET").problems() == {}
    assert replace(GOOD, secret_source=SecretSource.FILE, secret=Secret("x")).problems() == {}
    assert replace(GOOD, auth=Auth.OAUTH, user="key:with-colon").problems() == {}


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": " "}, "name", "Give the profile a name."),
        ({"name": " x"}, "name", "no spaces around it"),
        ({"name": "a\x1bb"}, "name", "no invisible characters"),
        ({"name": "x" * 41}, "name", "at most 40 characters"),
        ({"host": "http://example.com"}, "host", "unprotected"),
        ({"user": ""}, "user", "Give the user."),
        ({"user": "", "auth": Auth.OAUTH}, "user", "Give the OAuth key."),
        ({"user": "tïll"}, "user", "The user may hold printable ASCII characters only"),
        ({"user": " till"}, "user", "without spaces around it"),
        ({"user": "till\r\nX: y"}, "user", "printable ASCII"),
        ({"user": "a:b"}, "user", "no colon"),
        ({"zone": "Mars/Base"}, "zone", "Mars/Base"),
        ({"path": "x/neo"}, "path", "starts with one /"),
        ({"path": "//evil.example/x"}, "path", "starts with one /"),
        ({"path": "/x?y"}, "path", "no ?"),
        ({"path": "/x/../y"}, "path", ".."),
        ({"path": "/é"}, "path", "starts with one /"),
        ({"scope": ""}, "scope", "Give the scope."),
        ({"count": 0}, "count", "from 1 to 100"),
        ({"count": 101}, "count", "from 1 to 100"),
        ({"secret_source": SecretSource.ENVIRONMENT}, "secret_variable", "environment variable"),
        (
            {"secret_source": SecretSource.ENVIRONMENT, "secret_variable": "1X"},
            "secret_variable",
            "environment variable",
        ),
        (
            {"secret_source": SecretSource.ENVIRONMENT, "secret_variable": "A B"},
            "secret_variable",
            "environment variable",
        ),
        ({"secret_source": SecretSource.COMMAND}, "password_command", "Give the program"),
        (
            {"secret_source": SecretSource.COMMAND, "password_command": ("pass", "show", "x", "|", "head")},
            "password_command",
            "No shell runs",
        ),
        ({"secret_source": SecretSource.COMMAND, "password_command": ("a\u202eb",)}, "password_command", "invisible"),
        ({"secret_source": SecretSource.COMMAND, "password_command": ("a",) * 65}, "password_command", "too long"),
        ({"label": "a\nb"}, "label", "invisible"),
        ({"label": "x" * 41}, "label", "at most 40"),
        ({"ca_bundle": "/a\u200bb"}, "ca_bundle", "invisible"),
    ],
)
def test_each_field_says_what_is_wrong_with_it(changes: dict[str, object], field: str, words: str) -> None:
    problems = replace(GOOD, **changes).problems()  # type: ignore[arg-type]
    assert list(problems) == [field]
    assert words in problems[field]


def test_the_default_is_chosen_else_the_first_else_none() -> None:
    other = replace(GOOD, name="other")
    assert Profiles((GOOD, other), "other").chosen is other
    assert Profiles((GOOD, other), "gone").chosen is GOOD
    assert Profiles((GOOD, other)).chosen is GOOD
    assert Profiles().chosen is None


def test_the_first_profile_becomes_the_default_and_later_ones_do_not() -> None:
    stored = with_profile(Profiles(), GOOD, None)
    stored = with_profile(stored, replace(GOOD, name="other"), None)
    assert [profile.name for profile in stored.profiles] == ["eu-prod", "other"]
    assert stored.default == "eu-prod"


def test_an_edited_profile_keeps_its_place_and_its_being_the_default() -> None:
    stored = Profiles((GOOD, replace(GOOD, name="other")), "eu-prod")
    changed = with_profile(stored, replace(GOOD, name="renamed"), "eu-prod")
    assert [profile.name for profile in changed.profiles] == ["renamed", "other"]
    assert changed.default == "renamed"
    kept = with_profile(stored, replace(GOOD, name="third"), "other")
    assert kept.default == "eu-prod"


def test_a_profile_that_another_window_deleted_is_added_again() -> None:
    assert [known.name for known in with_profile(Profiles((), None), GOOD, "eu-prod").profiles] == ["eu-prod"]


def test_a_name_that_is_taken_is_refused() -> None:
    with pytest.raises(NeoError, match="The name is taken"):
        with_profile(Profiles((GOOD,)), GOOD, None)
    with pytest.raises(NeoError, match="The name is taken"):
        with_profile(Profiles((GOOD, replace(GOOD, name="other"))), GOOD, "other")


def test_deleting_the_default_makes_the_first_one_left_the_default() -> None:
    other = replace(GOOD, name="other")
    assert without_profile(Profiles((GOOD, other), "eu-prod"), "eu-prod") == Profiles((other,), "other")
    assert without_profile(Profiles((GOOD, other), "eu-prod"), "other") == Profiles((GOOD,), "eu-prod")
    assert without_profile(Profiles((GOOD,), "eu-prod"), "eu-prod") == Profiles((), None)


def test_only_a_profile_that_exists_becomes_the_default() -> None:
    stored = Profiles((GOOD, replace(GOOD, name="other")), "eu-prod")
    assert with_default(stored, "other").default == "other"
    with pytest.raises(NeoError, match="No such profile"):
        with_default(stored, "gone")


def test_a_secret_does_not_show_itself() -> None:
    secret = Secret("let-me-in")
    profile = replace(GOOD, secret=secret)
    assert "let-me-in" not in f"{secret} {secret!r} {profile!r} {[secret]}"
    assert secret.reveal() == "let-me-in"
    assert secret == Secret("let-me-in")
    assert secret != Secret("other")
    assert secret != "let-me-in"
    assert hash(secret) == hash(Secret("let-me-in"))
    assert not Secret("")
    with pytest.raises(TypeError, match="not written anywhere"):
        pickle.dumps(secret)


def test_a_copy_has_a_free_name_of_a_length_that_is_allowed_and_no_secret() -> None:
    long = replace(GOOD, name="x" * 40, secret=Secret("let-me-in"))
    first = copy_of(long, set())
    second = copy_of(long, {first.name})
    assert first.name.endswith(" copy")
    assert second.name.endswith(" copy 2")
    assert first.secret is None
    assert first.problems() == second.problems() == {}


def test_what_changed_meanwhile_is_told_with_what_to_do() -> None:
    assert "deleted" in str(changed_meanwhile("eu", deleted=True))
    assert "Do it again to put yours in its place" in changed_meanwhile("eu", deleted=False).action


def test_rows_of_another_destination_are_other_rows() -> None:
    same = replace(GOOD, zone="Asia/Kolkata", label="x", count=50)
    assert same.destination == GOOD.destination
    for changes in ({"host": "us.example"}, {"user": "other"}, {"scope": "org"}, {"path": "/y"}, {"auth": Auth.OAUTH}):
        assert replace(GOOD, **changes).destination != GOOD.destination


def test_a_name_that_looks_like_an_option_is_refused() -> None:
    assert "would be taken for an option" in name_problem("-c3")
