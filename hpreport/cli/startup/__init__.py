"""How a call is answered: in one of two ways.

`ready`   An exact look-up in a pipe, `--version` and completion: from the compiled index, with `os` and `sys` alone, in
          about 1.5 times the bare interpreter's time, 2 where completion asks the library. `build` ran the command
          line for these answers and kept its output; tests/cli/test_quick.py holds that the bytes are the same.
`bind`    Everything else: the words of a valid call are bound to the command's parameters, read from its declaration,
          and the command runs, in about 3 to 4 times. Only where the call is wrong or asks for help is Typer imported
          (60 ms more), for its message or the page (`typer_app`). tests/cli/test_bind.py holds that both bind the same
          values, tests/test_layers.py what each call imports.
"""
