"""`neo-tui profiles add`, `edit`, `remove` and `use`: all they say goes to stderr."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TextIO

from neo_tui.domain.errors import ExitCode, NeoError
from neo_tui.domain.foreign import visible
from neo_tui.domain.profile import STORED, Profile
from neo_tui.domain.profile_changes import named
from neo_tui.domain.secret import Secret
from neo_tui.domain.shell_word import shell_word
from neo_tui.headless.given_secret import check_secret, secret_from_pipe
from neo_tui.headless.output import connection_words, say, say_wrong
from neo_tui.headless.profile_options import Built, Options, built
from neo_tui.headless.prompt import ask_secret, asked_for_yes
from neo_tui.services.profile_manager import ProfileManager
from neo_tui.services.secrets import Need, Secrets


@dataclass
class ProfileCommands:
    """The commands that change what is stored; each answers the exit code.

    Args:
        manager: Changes profiles and their stored secrets.
        secrets: Where the secrets come from.
        stdin: Where a piped secret, or the answer to a question, comes from; None when it is closed.
    """

    manager: ProfileManager
    secrets: Secrets
    stdin: TextIO | None

    async def add(self, name: str, options: Options) -> int:
        """Add a profile.

        Raises:
            NeoError: A secret cannot be had, or it cannot be saved.
        """
        stored = self.manager.store.load()
        made = built(options, Profile(name, host=""), new=True)
        if "NAME" not in made.problems and stored.get(name) is not None:
            taken = f"There is a profile {visible(name)} already; profiles edit changes it."
            made = made._replace(problems={"NAME": taken, **made.problems})
        if not _told(made):
            return ExitCode.USAGE
        profile = replace(made.profile, secret=self._new_secret(made.profile, None, options))
        await self._put(profile, None)
        self._finish(profile, options, "Added")
        return ExitCode.ANSWERED

    async def edit(self, name: str, options: Options) -> int:
        """Change what is given of a profile; the rest stays.

        Raises:
            NeoError: There is none of that name, a secret cannot be had, or it cannot be saved.
        """
        stored = self.manager.store.load()
        before = named(stored, name)
        if options == Options():
            say("neo-tui: nothing to change was given; see neo-tui profiles edit --help.")
            return ExitCode.USAGE
        made = built(options, before, new=False)
        renamed = made.profile.name != before.name
        if "--name" not in made.problems and renamed and stored.get(made.profile.name) is not None:
            taken = f"There is a profile {visible(made.profile.name)} already."
            made = made._replace(problems={"--name": taken, **made.problems})
        if not _told(made):
            return ExitCode.USAGE
        kept = before.secret_source in STORED and await self.manager.has_secret(before)
        profile = replace(made.profile, secret=self._new_secret(made.profile, before, options, kept=kept))
        await self._put(profile, before)
        self._finish(profile, options, f"Saved, renamed from {visible(before.name)}:" if renamed else "Saved")
        if kept and not profile.secret:
            self._tell_of_kept(profile, before)
        return ExitCode.ANSWERED

    async def remove(self, name: str, *, sure: bool) -> int:
        """Remove a profile and its stored secret, after a yes.

        Args:
            name: Which one.
            sure: Do not ask.

        Raises:
            NeoError: There is none of that name, or it cannot be saved.
        """
        before = named(self.manager.store.load(), name)
        if not sure and not self._may_remove(before):
            return ExitCode.USAGE
        try:
            stored, deleted = await self.manager.delete(before)
        except NeoError:
            if self.manager.store.load().get(name) is None:
                say(f"{visible(name)} is removed, but a secret stored for it may still be there:")
            raise
        store = self.secrets.store(before.secret_source)
        secret = f", and its secret from {store.location}" if store and deleted.secret else ""
        say(f"Removed {connection_words(before)}{secret}.")
        if deleted.default and stored.chosen is not None:
            say(f"The default is now {connection_words(stored.chosen)}.")
        return ExitCode.ANSWERED

    def use(self, name: str) -> int:
        """Make a profile the default.

        Raises:
            NeoError: There is none of that name, or it cannot be saved.
        """
        profile = named(self.manager.store.load(), name)
        self.manager.set_default(profile.name)
        say(f"The default is now {connection_words(profile)}.")
        say("  get and profiles test use it when none is named; the app opens with the one used last.")
        return ExitCode.ANSWERED

    def _may_remove(self, profile: Profile) -> bool:
        if self.stdin is None or not self.stdin.isatty():
            say("neo-tui: there is no terminal to ask on; to remove it all the same, say --yes.")
            return False
        its = " and the secret stored for it" if profile.secret_source in STORED else ""
        if not asked_for_yes(f"Remove {connection_words(profile)}{its}?", self.stdin):
            say("Nothing was removed.")
            return False
        return True

    def _new_secret(
        self, profile: Profile, before: Profile | None, options: Options, *, kept: bool = False
    ) -> Secret | None:
        """The secret that is to be stored; None when none is, or the old one stays."""
        if options.password_stdin:
            secret = secret_from_pipe(self.stdin)
        elif profile.secret_source not in STORED or kept or (before and before.secret_source is profile.secret_source):
            return None
        else:
            secret = ask_secret(
                profile,
                f"Profile {visible(profile.name)} keeps its secret ({profile.secret_source}), and none was given.",
                "Pipe it in with --password-stdin, or choose another --secret-from. Nothing was saved.",
            )
        check_secret(profile, secret)
        return secret

    async def _put(self, profile: Profile, before: Profile | None) -> None:
        try:
            await self.manager.put(profile, before)
        except NeoError:
            stored = replace(profile, secret=None)
            if before is not None and before != stored == self.manager.store.load().get(profile.name):
                say(f"{visible(profile.name)} is saved, but its old secret may still be stored:")
            raise

    def _finish(self, profile: Profile, options: Options, done: str) -> None:
        if options.default:
            self.manager.set_default(profile.name)
        chosen = self.manager.store.load().chosen
        is_default = chosen is not None and chosen.name == profile.name
        say(f"{done} {connection_words(profile)}{', the default' if is_default else ''}.")
        if profile.secret:
            store = self.secrets.store(profile.secret_source)
            say(f"  Its secret is stored in {store.location if store else profile.secret_source}.")
        if self.secrets.need(profile) is Need.CONFIRMATION:
            say("  Its command is shown and confirmed before the first run:")
            say(f"  neo-tui profiles test {shell_word(profile.name)}")

    def _tell_of_kept(self, profile: Profile, before: Profile) -> None:
        """What became of the secret that was stored before, where no new one was given."""
        if profile.secret_source not in STORED:
            store = self.secrets.store(before.secret_source)
            say(f"  Its secret is no longer in {store.location if store else before.secret_source}.")
        elif (profile.host, profile.user) != (before.host, before.user):
            say(f"  Its stored secret goes to {visible(profile.host)} as that of {visible(profile.user)} from now on.")


def _told(made: Built) -> bool:
    """Say what is to be said of the options; whether the profile may be saved."""
    for note in made.notes:
        say(note)
    for option, problem in made.problems.items():
        say_wrong(option, problem)
    if made.problems:
        say("Nothing was saved.")
    return not made.problems
