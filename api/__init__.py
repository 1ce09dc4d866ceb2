"""The HTTP interface: questions under `/api/v1`, pages at `/`."""
