"""The command `lemmata`: one module per subcommand in `lemmata/commands/`, loaded when it is called."""

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import click

from lemmata import interrupts, neighbours, signals
from lemmata.terminal import OutputError, complain, standard_output

USAGE, BROKEN, INTERRUPTED, PIPE_CLOSED = 2, 3, 130, 141
"""Exit codes of a run that ends without a verdict."""


class Commands(click.Group):
    """The modules of `lemmata/commands/`, by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        del ctx
        folder = Path(__file__).parent / "commands"
        return sorted(file.stem for file in folder.glob("*.py") if not file.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, whose module is loaded now."""
        if cmd_name not in self.list_commands(ctx):
            return None
        module = importlib.import_module(f"lemmata.commands.{cmd_name}")
        if not getattr(module, "NOTES_SIGNALS", False):
            signals.released()
        command: click.Command = module.command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments name, or a message with the nearest one."""
        known = self.list_commands(ctx)
        if args and args[0] not in known and not args[0].startswith("-"):
            close = get_close_matches(args[0], known, n=1)
            hint = f' Did you mean "{close[0]}"?' if close else ""
            raise click.UsageError(f'there is no command "{args[0]}".{hint} There are: {", ".join(known)}.', ctx)
        return super().resolve_command(ctx, args)


def _print_version(ctx: click.Context, option: click.Parameter, wanted: bool) -> None:
    del option
    if wanted and not ctx.resilient_parsing:
        import lemmata

        click.echo(f"lemmata {lemmata.__version__}")
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]}, no_args_is_help=True)
@click.option("--version", is_flag=True, expose_value=False, is_eager=True, callback=_print_version, help="Show the version and exit.")
def cli() -> None:
    """Decide whether theorems about optimization for deep learning are true as stated, and how sharp they are.

    `lemmata verify` tries the core theorems; `lemmata verify my_bound.py` tries your own.
    """


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit: every failure is one clear message and one exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    hidden = list(neighbours.strangers())
    if sys.stdout is None:
        hidden.append("standard output is closed: there is nowhere to write results to.")
    if hidden:
        complain(*hidden)
        sys.exit(USAGE)
    with interrupts.noted():
        code = signals.settled(_guarded(given))
    interrupts.leave(code)


def _guarded(arguments: list[str]) -> int:
    try:
        code = _run(arguments)
        standard_output().flush()
    except BrokenPipeError:
        code = _muted(PIPE_CLOSED)
    except OutputError as error:
        complain(str(error))
        code = _muted(USAGE)
    return code


def _muted(code: int) -> int:
    """From here on standard output is nowhere, so that the end of the process does not fail on what is left to be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())  # type: ignore[union-attr]
    return code


def _run(arguments: list[str]) -> int:
    try:
        returned: Any = cli.main(arguments, prog_name="lemmata", standalone_mode=False)
        return returned if isinstance(returned, int) else 0
    except click.ClickException as error:
        return _usage(error)
    except (click.Abort, KeyboardInterrupt) as stop:
        return getattr(stop, "code", INTERRUPTED)
    except (BrokenPipeError, SystemExit):  # click exits by itself when the pipe is closed, and only then
        raise BrokenPipeError from None
    except OutputError:
        raise
    except Exception as error:
        return _failure(error, debug="--debug" in arguments)


def _usage(error: click.ClickException) -> int:
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else None
    complain(error.format_message())
    if command and not isinstance(error, click.NoSuchOption):
        click.echo(f"Try '{command} --help'.", err=True)
    return error.exit_code


def _failure(error: Exception, debug: bool) -> int:
    """Bad input says what is wrong with it; anything else is a fault of lemmata itself."""
    from lemmata.selection import bad_input

    messages = bad_input(error)
    if messages and not debug:
        complain(*messages)
        return USAGE
    if debug:
        traceback.print_exc()
    else:
        complain(f"{type(error).__name__}: {error} (this is a fault of lemmata; --debug shows where)".replace("\n", " "))
    return USAGE if messages else BROKEN
