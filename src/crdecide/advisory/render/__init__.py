"""An advisory for people: one document model, several renderings."""
