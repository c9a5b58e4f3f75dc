"""Run the command line as ``python -m auditor``."""

from licences.entry_point import main

if __name__ == "__main__":
    main()
