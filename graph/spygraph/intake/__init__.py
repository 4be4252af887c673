"""What others wrote comes back: files of our own formats, and bundles of people and relations as drafts of cases."""
