"""PyInstaller's hook: the data, wherever they are, what the web page is made of, and the modules imported by name."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

from hpreport.index.paths import data_folder

datas = [(data_folder(), "hpreport/data"), *collect_data_files("hpreport", excludes=["data"])]
hiddenimports = collect_submodules("hpreport", filter=lambda name: ".generate" not in name and ".freeze" not in name)
