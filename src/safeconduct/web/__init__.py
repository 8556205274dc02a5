"""The pages: the case lived through in a browser on the same machine, without a script, a log or a request to anywhere."""
