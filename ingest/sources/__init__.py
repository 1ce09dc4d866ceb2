"""Where articles come from: files, folders and JSON lines."""
