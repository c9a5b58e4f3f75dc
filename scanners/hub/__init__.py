"""Hub records: where they come from, what they say, and how a lineage is followed."""
