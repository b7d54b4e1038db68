"""Moving here from another status page: read its data, make our types of them, write files, tell how."""
