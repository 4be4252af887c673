"""Questions: the library of named queries, the gate before the store, and answers in the formats of the W3C."""
