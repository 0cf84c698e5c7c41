"""The documentation as pages of the site: the Markdown of the project, and the files that it points to."""
