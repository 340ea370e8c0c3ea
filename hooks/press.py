"""Set up the press that makes the sheets' files: at once for a build, each when it is asked for in a preview."""

from typing import Any

from handbook.printing import Press
from handbook.printing.lending import lending
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority

_now: dict[str, Any] = {"previewing": False}


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether somebody is writing."""
    _now["previewing"] = command == "serve"


@event_priority(-160)
def on_config(config: MkDocsConfig) -> None:
    """Set up the press once the version is known; the second language's build finds it."""
    press = Press(config.extra["handbook"], config.extra["release"], waits=_now["previewing"])
    _now["press"] = config.extra.setdefault("press", press)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Any) -> None:
    """Answer with a file when somebody who is writing asks for it."""
    server.set_app(lending(server.serve_request, server.mount_path, lambda: _now["press"]))
