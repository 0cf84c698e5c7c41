"""The data of a call, fetched where the client did not send it."""
