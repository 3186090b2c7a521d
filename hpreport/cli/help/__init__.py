"""Help pages and topics."""
