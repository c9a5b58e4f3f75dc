"""The engine beside RecLicense and OSADL on forty open-source licences (``make oracle``)."""
