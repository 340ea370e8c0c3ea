"""Check the handbook once per build. A strict build stops before it writes anything."""

from pathlib import Path

from handbook.checks import check
from handbook.model import read_handbook
from handbook.report import failures, terminal
from handbook.settings import SettingsError, read_settings
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import Files

log = get_plugin_logger("handbook")


@event_priority(100)
def on_config(config: MkDocsConfig) -> None:
    """Read and check; the second language's build finds the handbook already read."""
    if "handbook" in config.extra:
        return
    root = Path(config.config_file_path).parent
    try:
        handbook = config.extra["handbook"] = read_handbook(read_settings(root))
    except SettingsError as error:
        raise Abort(f"Nothing was built. {error}") from None
    findings = check(handbook)
    failed = failures(findings)
    if findings:  # a warning would stop a strict build, and notices must stop nothing
        (log.warning if failed else log.info)("\n\n%s\n", terminal(findings, root))
    if failed and config.strict:
        raise Abort("Nothing was built. Mend what is listed above and run the same command again.")


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out what cannot be read, so that a preview shows the rest."""
    for path in config.extra["handbook"].content.refused:
        if file := files.get_file_from_path(path):
            files.remove(file)
