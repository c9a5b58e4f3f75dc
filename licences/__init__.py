"""The law: what licences say, and what follows when works under them are used and combined.

``registry`` finds a licence by any spelling, ``declaration`` reads what a card says,
``permission`` asks whether a use is allowed, ``labelling`` whether a derivative may carry a
label, ``training`` what a dataset means for a model. Nothing here knows the Hub or a graph.
"""
