"""Where the bundled data are: inside the installed package, or beside it in a checkout and an editable install."""

from pathlib import Path

BUNDLED_REPORT = "heping-2023"


def data_dir() -> Path:
    """Return the folder that holds the bundled index, its compiled form and the hand-kept YAML files."""
    package = Path(__file__).parent.parent
    installed = package / "data"
    return installed if installed.is_dir() else package.parent / "data"


def bundled_index() -> Path:
    """Return the path of the bundled report's YAML index."""
    return data_dir() / f"{BUNDLED_REPORT}.yaml"
