"""What is generated, each from its sources: `python -m hpreport.generate [--check]`."""
