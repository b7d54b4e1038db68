"""Moving here from another status page: reading its data, turning it into our types, writing files, and a report."""
