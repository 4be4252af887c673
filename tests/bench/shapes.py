"""Validates the graph of a folder of cases with the SHACL shapes: shapes.py DIR; writes the time as JSON."""

import sys
from pathlib import Path

from stopwatch import Stopwatch

from spygraph.validate import violations

watch = Stopwatch()
with watch.stage("validate"):
    found = violations([Path(sys.argv[1])])
watch.report(violations=len(found), first=found[:3])
