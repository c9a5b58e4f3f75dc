"""How often the licence engine is right: ``python -m benchmarks.licence_accuracy``."""
