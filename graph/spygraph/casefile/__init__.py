"""From a YAML file to claims: a hardened reader whose grammar is the SHACL shapes."""
