"""The eyes: Hub records and bytes become evidence. No judgement is made here.

``hub.snapshots`` finds records, ``hub.records`` reads one, ``hub.crawl`` follows a lineage from
one to the next, ``files`` reads what repositories hold.
"""
