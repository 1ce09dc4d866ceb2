"""From news to readings: sources, reading, language, extraction, resolution."""
