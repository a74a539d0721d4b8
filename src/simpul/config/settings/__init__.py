"""Settings: one module per concern, put together here."""

from simpul.config.settings.base import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.data import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.language import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.logs import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.messages import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.pages import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.security import *  # noqa: F403 - settings are all the names of their modules
from simpul.config.settings.signing import *  # noqa: F403 - settings are all the names of their modules
