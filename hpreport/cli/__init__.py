"""The command line: load, call, render. Only this layer prints and decides the exit status."""
