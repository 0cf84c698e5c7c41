"""What a site's feed can ever say of a child, and which answers it therefore never brings about."""
