"""What PyInstaller has to know to freeze a program that uses this package: the hook beside this file."""


def hook_dirs() -> list[str]:
    """Return the folder of the hook; PyInstaller asks for it by the entry point `hook-dirs`."""
    from pathlib import Path

    return [str(Path(__file__).parent)]
