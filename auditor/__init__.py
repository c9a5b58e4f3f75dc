"""The judge: evidence becomes a graph, the graph findings, the findings a verdict.

``auditor.pipeline`` is the one place where the stages meet; read it first.
"""

__version__ = "0.1.0"
